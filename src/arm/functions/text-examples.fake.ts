import type { FunctionExamples } from './example-row.fake.ts';

const asParameter = { placement: 'parameter' } as const;

/** A function of one text that refuses everything else. */
function ofText(name: string, gives: FunctionExamples['gives']): FunctionExamples {
  return { gives, refuses: [[`[${name}(100)]`, 'a string'], [`[${name}(null())]`, 'a string'], [`[${name}(createArray('a'))]`, 'a string']] };
}

/**
 * Texts, URIs, dates and addresses.
 * @see https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-string
 * @see https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-date
 * @see https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-cidr
 */
export const textExamples: Readonly<Record<string, FunctionExamples>> = {
  base64: ofText('base64', [["[base64('one, two, three')]", 'b25lLCB0d28sIHRocmVl'], ["[base64('{''one'': ''a'', ''two'': ''b''}')]", 'eydvbmUnOiAnYScsICd0d28nOiAnYid9']]),
  base64ToJson: {
    gives: [["[base64ToJson('eydvbmUnOiAnYScsICd0d28nOiAnYid9')]", { one: 'a', two: 'b' }]],
    refuses: [["[base64ToJson(base64('{'))]", 'valid JSON'], ["[base64ToJson('@')]", 'valid base64'], ['[base64ToJson(1)]', 'a string']],
  },
  base64ToString: {
    gives: [["[base64ToString('b25lLCB0d28sIHRocmVl')]", 'one, two, three'], ["[base64ToString('')]", ''], ["[base64ToString('aMOpbGxv')]", 'héllo']],
    refuses: [["[base64ToString('invalid!@#')]", 'a valid base64 string'], ['[base64ToString(100)]', 'a string']],
  },
  dataUri: ofText('dataUri', [["[dataUri('Hello')]", 'data:text/plain;charset=utf-8;base64,SGVsbG8=']]),
  dataUriToString: {
    gives: [["[dataUriToString('data:;base64,SGVsbG8sIFdvcmxkIQ==')]", 'Hello, World!'], ["[dataUriToString('data:text/plain;charset=UTF-8;base64,aMOpbGxv')]", 'héllo']],
    refuses: [["[dataUriToString('not a data uri')]", 'a data URI'], ["[dataUriToString('data:text/plain;base64,@')]", 'base64 payload'], ['[dataUriToString(100)]', 'a string']],
  },
  endsWith: {
    gives: [["[endsWith('abcdef', 'ef')]", true], ["[endsWith('abcdef', 'F')]", true], ["[endsWith('abcdef', 'e')]", false], ["[endsWith('', '')]", true]],
    refuses: [["[endsWith('one', 100)]", 'parameter 2 to be a string'], ['[endsWith(100, 200)]', 'parameter 1']],
  },
  startsWith: { gives: [["[startsWith('abcdef', 'ab')]", true], ["[startsWith('abcdef', 'A')]", true], ["[startsWith('abcdef', 'e')]", false]], refuses: [["[startsWith(1, 'a')]", 'a string']] },
  format: {
    gives: [
      ["[format('{0}, {1}. Formatted number: {2:N0}', 'Hello', 'User', 8175133)]", 'Hello, User. Formatted number: 8,175,133'],
      ["[format('{0:D3}|{0:X}|{0:x4}|{0:F1}|{0:00000}|{0:#,##0.00}', 12)]", '012|C|000c|12.0|00012|12.00'],
      ["[format('{0,5}|{0,-5}|{{}}', true())]", ' True|True |{}'],
      ["[format('{0:B}|{0:P0}|{0:E2}|{0:G2}', 120)]", '1111000|12,000 %|1.20E+002|1.2E+02'],
      ["[format('{0:N2}|{0:0.#}', json('-1234.56'))]", '-1,234.56|-1234.6'],
      ["[format('{0:N0}', 'text')]", 'text'],
      ["[format('{0}', createArray(true(), 'a'))]", "[true,'a']"],
    ],
    refuses: [
      ["[format('{1}', 'a')]", "no argument '1'"],
      ["[format('{0', 1)]", 'a brace stands alone'],
      ["[format('{0:o}', 12)]", "'o' is no format"],
      ["[format('{0:D2}', json('1.5'))]", "'D2' is no format"],
      ["[format('{0:N999999}', 1)]", 'is no format'],
      ['[format(100)]', 'a string'],
    ],
  },
  guid: { gives: [["[guid('asdf')]", '228d27cc-6fdb-5934-b7ac-1efccebade04']], refuses: [["[guid('a', 1)]", 'parameter 2 to be a string']] },
  newGuid: { gives: [['[newGuid()]', 'fresh', asParameter]], refuses: [['[newGuid()]', 'not expected at this location']] },
  uniqueString: { gives: [["[uniqueString('test')]", 'rbgf3xv4ufgzg']], refuses: [["[uniqueString('One', 2, 'Three')]", 'parameter 2 to be a string']] },
  indexOf: {
    gives: [
      ["[indexOf('test', 't')]", 0],
      ["[indexOf('abcdef', 'CD')]", 2],
      ["[indexOf('abcdef', 'z')]", -1],
      ["[indexOf(createArray('one', 'Two', 'two'), 'two')]", 2],
      ['[indexOf(createArray(createArray(1), createArray(2)), createArray(2))]', 1],
    ],
    refuses: [["[indexOf(100, 'bbb')]", 'a string or an array'], ["[indexOf('aaa', 200)]", 'parameter 2 to be a string']],
  },
  lastIndexOf: {
    gives: [["[lastIndexOf('test', 't')]", 3], ["[lastIndexOf('abcdef', 'AB')]", 0], ['[lastIndexOf(createArray(10, 20, 30, 20), 20)]', 3], ["[lastIndexOf(createArray(1, 2), '1')]", -1]],
    refuses: [["[lastIndexOf(100, 'bbb')]", 'a string or an array'], ["[lastIndexOf('aaa', 200)]", 'parameter 2']],
  },
  join: {
    gives: [["[join(createArray('one', 'two', 'three'), ',')]", 'one,two,three'], ["[join(createArray(), '-')]", ''], ["[join(createArray(1, true()), ';')]", '1;True']],
    refuses: [["[join('test', ',')]", 'an array'], ['[join(createArray(1, 2), 1)]', 'parameter 2 to be a string']],
  },
  like: { gives: [["[like('Storage-West', 's*-w*')]", true], ["[like('abc', 'ABC')]", true], ["[like('abc', 'b*')]", false]], refuses: [["[like(1, '*')]", 'a string']] },
  padLeft: {
    gives: [["[padLeft('123', 10, '0')]", '0000000123'], ["[padLeft('123', 10)]", '       123'], ["[padLeft(-100, 10, '0')]", '000000-100'], ["[padLeft('123', 0)]", '123']],
    refuses: [
      ['[padLeft(100, 17)]', 'from 0 to 16'],
      ["[padLeft('a', -1)]", 'from 0 to 16'],
      ["[padLeft(10, 15, 'abc')]", 'a single character'],
      ["[padLeft(10, '10')]", 'an integer'],
      ["[padLeft(createArray(''), 10, '0')]", 'a string or an integer'],
    ],
  },
  replace: {
    gives: [["[replace('123-123-1234', '-', '')]", '1231231234'], ["[replace('123-123-1234', '1234', 'xxxx')]", '123-123-xxxx'], ["[replace('a.b', '.', '$&')]", 'a$&b']],
    refuses: [["[replace('aaa', 200, 'ccc')]", 'parameter 2'], ["[replace('aaa', '', 'b')]", 'not empty'], ["[replace(100, 'b', 'c')]", 'parameter 1']],
  },
  split: {
    gives: [
      ["[split('one,two,three', ',')]", ['one', 'two', 'three']],
      ["[split('one;two,three', createArray(',', ';'))]", ['one', 'two', 'three']],
      ["[split('', ',')]", ['']],
      ["[split('a(b', '(')]", ['a', 'b']],
    ],
    refuses: [["[split('one,two,three', 200)]", 'parameter 2 to be a string'], ["[split(createArray(''), ',')]", 'parameter 1'], ["[split('a', createArray(1))]", 'a string']],
  },
  string: {
    gives: [
      ["[string(createObject('valueA', 10, 'valueB', 'Example Text'))]", '{"valueA":10,"valueB":"Example Text"}'],
      ["[string(createArray('a', 'b', 'c'))]", '["a","b","c"]'],
      ['[string(5)]', '5'],
      ['[string(true())]', 'True'],
    ],
    refuses: [],
  },
  substring: {
    gives: [["[substring('one two three', 4, 3)]", 'two'], ["[substring('abc', 3)]", ''], ["[substring('abc', 1)]", 'bc']],
    refuses: [
      ["[substring('one', 1, 3)]", 'within the string'],
      ["[substring('one', 99, 1)]", 'inside the string'],
      ["[substring('one', -1, 1)]", 'inside the string'],
      ["[substring('one', 0, -1)]", 'within the string'],
      ["[substring('one', '1')]", 'an integer'],
      ['[substring(1, 1)]', 'a string'],
    ],
  },
  toLower: ofText('toLower', [["[toLower('One Two Three')]", 'one two three']]),
  toUpper: ofText('toUpper', [["[toUpper('One Two Three')]", 'ONE TWO THREE'], ["[toUpper('straße')]", 'STRAßE']]),
  trim: ofText('trim', [["[trim('    one two three   ')]", 'one two three']]),
  uri: {
    gives: [
      ["[uri('http://contoso.org/firstpath', 'myscript.sh')]", 'http://contoso.org/myscript.sh'],
      ["[uri('http://contoso.org/firstpath/', 'myscript.sh')]", 'http://contoso.org/firstpath/myscript.sh'],
      ["[uri('http://contoso.org/firstpath/azuredeploy.json/', 'myscript.sh')]", 'http://contoso.org/firstpath/azuredeploy.json/myscript.sh'],
      ["[uri('https://example.com/', '//foo')]", 'https://foo/'],
      ["[uri('HTTPS://Example.COM:443/A/', 'B')]", 'https://example.com/A/B'],
      ["[uri('http://[::1]:8080/', 'api')]", 'http://[::1]:8080/api'],
    ],
    refuses: [["[uri('github.com', 'Azure/bicep')]", 'an absolute URI'], ["[uri('https://example.com/', '///foo')]", 'an absolute URI'], ["[uri('http://a.b', 2)]", 'a string']],
  },
  uriComponent: ofText('uriComponent', [
    ["[uriComponent('http://contoso.com/resources/nested/azuredeploy.json')]", 'http%3A%2F%2Fcontoso.com%2Fresources%2Fnested%2Fazuredeploy.json'],
    ["[uriComponent(':/?#[]@!$&()*+,;=')]", '%3A%2F%3F%23%5B%5D%40%21%24%26%28%29%2A%2B%2C%3B%3D'],
    ["[uriComponent('\uD800')]", '%EF%BF%BD'],
  ]),
  uriComponentToString: ofText('uriComponentToString', [[
    "[uriComponentToString('http%3A%2F%2Fcontoso.com%2Fresources%2Fnested%2Fazuredeploy.json')]",
    'http://contoso.com/resources/nested/azuredeploy.json',
  ]]),
  parseUri: {
    gives: [["[parseUri('https://example.com:1234/foo/bar?a=1')]", { scheme: 'https', host: 'example.com', port: 1234, path: '/foo/bar', query: '?a=1' }]],
    refuses: [["[parseUri('/a')]", 'an absolute URI'], ['[parseUri(1)]', 'a string']],
  },
  buildUri: {
    gives: [
      ["[buildUri(createObject('scheme', 'https', 'host', 'example.com', 'port', 1234, 'path', '/foo/bar'))]", 'https://example.com:1234/foo/bar'],
      ["[buildUri(createObject('scheme', 'https', 'host', 'example.com'))]", 'https://example.com/'],
      ["[buildUri(createObject('scheme', 'https', 'host', 'example.com', 'path', '/foo/bar', 'query', '?a=1&b=2'))]", 'https://example.com/foo/bar?a=1&b=2'],
    ],
    refuses: [["[buildUri(createObject('host', 'a.b'))]", 'scheme and host'], ["[buildUri('a')]", 'an object']],
  },
  dateTimeAdd: {
    gives: [
      ["[dateTimeAdd('2020-04-07 14:53:14Z', 'P3Y')]", '2023-04-07T14:53:14Z'],
      ["[dateTimeAdd('2020-04-07 14:53:14Z', '-P9D')]", '2020-03-29T14:53:14Z'],
      ["[dateTimeAdd('2020-04-07 14:53:14Z', 'PT1H', 'u')]", '2020-04-07 15:53:14Z'],
      ["[dateTimeAdd('20200407T145314Z', 'P1D')]", '2020-04-08T14:53:14Z'],
      ["[dateTimeAdd('04/07/2020 14:53:14', 'P1D')]", '2020-04-08T14:53:14Z'],
      ["[dateTimeAdd('Tue, 07 Apr 2020 14:53:14 GMT', 'P1D')]", '2020-04-08T14:53:14Z'],
    ],
    refuses: [
      ["[dateTimeAdd('2020-04-07', 'PTASDIONS1D')]", 'an ISO 8601 duration'],
      ["[dateTimeAdd('yesterday', 'P1D')]", 'a date and time'],
      ["[dateTimeAdd('9999-12-31', 'P1D')]", 'between the years 1 and 9999'],
      ["[dateTimeAdd('2020-04-07', 2)]", 'a string'],
      ["[dateTimeAdd('2020-04-07', 'P1D', 'x')]", 'no standard format'],
      ["[dateTimeAdd('20201307', 'P1D')]", 'a date and time'],
    ],
  },
  dateTimeFromEpoch: {
    gives: [['[dateTimeFromEpoch(1683040573)]', '2023-05-02T15:16:13Z'], ['[dateTimeFromEpoch(0)]', '1970-01-01T00:00:00Z']],
    refuses: [["[dateTimeFromEpoch('1')]", 'an integer'], ['[dateTimeFromEpoch(9223372036854775807)]', 'between the years 1 and 9999']],
  },
  dateTimeToEpoch: {
    gives: [["[dateTimeToEpoch('2023-05-02T15:16:13Z')]", 1_683_040_573], ["[dateTimeToEpoch(dateTimeAdd('2020-04-07T14:53:14Z', 'PT0S'))]", 1_586_271_194]],
    refuses: [['[dateTimeToEpoch(1)]', 'a string'], ["[dateTimeToEpoch('soon')]", 'a date and time']],
  },
  utcNow: {
    gives: [
      ['[utcNow()]', '20260304T050607Z', asParameter],
      ["[utcNow('d')]", '03/04/2026', asParameter],
      ["[utcNow('M d')]", '3 4', asParameter],
      ["[utcNow('yyyy-MM-dd')]", '2026-03-04', asParameter],
    ],
    refuses: [['[utcNow()]', 'not expected at this location'], ['[utcNow(1)]', 'a string', asParameter]],
  },
  parseCidr: {
    gives: [
      ["[parseCidr('10.144.0.0/20')]", { network: '10.144.0.0', netmask: '255.255.240.0', broadcast: '10.144.15.255', firstUsable: '10.144.0.1', lastUsable: '10.144.15.254', cidr: 20 }],
      [
        "[parseCidr('fdad:3236:5555::/48')]",
        { network: 'fdad:3236:5555::', netmask: 'ffff:ffff:ffff::', firstUsable: 'fdad:3236:5555::', lastUsable: 'fdad:3236:5555:ffff:ffff:ffff:ffff:ffff', cidr: 48 },
      ],
    ],
    refuses: [
      ["[parseCidr('192.168.1.0/33')]", 'CIDR notation'],
      ["[parseCidr('192.168.1.256/24')]", 'CIDR notation'],
      ["[parseCidr('192.168.1.0')]", 'CIDR notation'],
      ['[parseCidr(5)]', 'a string'],
    ],
  },
  cidrSubnet: {
    gives: [
      ["[cidrSubnet('10.144.0.0/20', 24, 0)]", '10.144.0.0/24'],
      ["[cidrSubnet('10.144.0.0/20', 24, 4)]", '10.144.4.0/24'],
      ["[cidrSubnet('fdad:3236:5555::/48', 52, 4)]", 'fdad:3236:5555:4000::/52'],
    ],
    refuses: [
      ["[cidrSubnet('10.144.0.0/20', 33, 0)]", 'from 20 to 32'],
      ["[cidrSubnet('10.144.0.0/20', 16, 0)]", 'from 20 to 32'],
      ["[cidrSubnet('10.144.0.0/20', 24, 16)]", 'parameter 3'],
      ["[cidrSubnet('10.144.0.0/20', 24, -1)]", 'parameter 3'],
      ["[cidrSubnet('a', 24, 0)]", 'CIDR notation'],
      ["[cidrSubnet('10.0.0.0/20', '24', 0)]", 'an integer'],
    ],
  },
  cidrHost: {
    gives: [["[cidrHost('10.144.3.0/24', 0)]", '10.144.3.1'], ["[cidrHost('10.144.3.0/24', 4)]", '10.144.3.5'], ["[cidrHost('fdad:3236:5555:3000::/52', 0)]", 'fdad:3236:5555:3000::1']],
    refuses: [["[cidrHost('192.168.1.0/24', 254)]", 'parameter 2'], ["[cidrHost('192.168.1.0/24', -1)]", 'parameter 2'], ["[cidrHost('a', 0)]", 'CIDR notation']],
  },
};
