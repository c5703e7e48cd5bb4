import { describe, expect, it } from 'vitest';
import { asIndentedPolicy } from './policy-xml.ts';

const lines = (...all: readonly string[]): string => all.join('\r\n');

describe('a policy document as API Management stores it', () => {
  it.each<[string, string, string]>([
    ['elements on one line', '<policies><inbound><base /></inbound></policies>', lines('<policies>', '\t<inbound>', '\t\t<base />', '\t</inbound>', '</policies>')],
    ['elements indented otherwise', '<policies>\n    <inbound>\n  <base/>\n</inbound>\r\n</policies>\n', lines('<policies>', '\t<inbound>', '\t\t<base/>', '\t</inbound>', '</policies>')],
    ['an element that holds text', '<set-header name="x"><value>\n  a b\n</value></set-header>', lines('<set-header name="x">', '\t<value>a b</value>', '</set-header>')],
    ['a comment with markup inside', '<policies><!-- <base /> \n stays --><base /></policies>', lines('<policies>', '\t<!-- <base /> \n stays -->', '\t<base />', '</policies>')],
    ['siblings', '<a/><b><c/></b><d/>', lines('<a/>', '<b>', '\t<c/>', '</b>', '<d/>')],
    ['a declaration', '<?xml version="1.0"?><a><b/></a>', lines('<?xml version="1.0"?>', '<a>', '\t<b/>', '</a>')],
    ['more ends than beginnings', '</a></b><c/>', lines('</a>', '</b>', '<c/>')],
  ])('%s', (_, sent, stored) => {
    expect(asIndentedPolicy(sent)).toBe(stored);
  });

  it.each(['', 'https://example.com/policy.xml', 'plain < text >'])('%s is no markup and stays', (text) => {
    expect(asIndentedPolicy(text)).toBe(text);
  });

  it('is stable: storing what was stored changes nothing', () => {
    const once = asIndentedPolicy('<policies><inbound><set-header name="x"><value>1</value></set-header><base /></inbound><!-- c --></policies>');
    expect(asIndentedPolicy(once ?? '')).toBe(once);
  });

  it('leaves what is no text', () => {
    expect(asIndentedPolicy({ a: 1 })).toEqual({ a: 1 });
  });
});
