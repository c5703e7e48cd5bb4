import type { Command } from '../platform/command.ts';
import type { Verb } from '../platform/command-verbs.ts';
import { runVerb } from '../platform/command-verbs.ts';
import { promoteFlags } from '../platform/promote-flags.ts';
import { readingForList } from '../platform/reading-backend.ts';

const verbs: Readonly<Record<string, Verb>> = {
  list: { run: async (context) => (await import('./env-list.ts')).listAllEnvironments(context) },
  show: { run: async (context) => (await import('./env-show.ts')).showEnvironment(context), words: ['NAME?'] },
  compare: { run: async (context) => (await import('./env-compare.ts')).compareEnvironments(context), words: ['A', 'B'], flags: ['all'], bare: async (context) => (await import('../platform/browse-settings.ts')).browseSettings(context) },
  add: {
    run: async (context) => (await import('./env-add.ts')).addEnvironment(context),
    words: ['NAME'],
    flags: ['extends', 'location', 'subscription', 'tenant', 'cloud', 'state', 'resource-group', 'existing-group', 'protected'],
  },
  remove: { run: async (context) => (await import('./env-remove.ts')).removeEnvironment(context), words: ['NAME'] },
  use: { run: async (context) => (await import('./env-use.ts')).useEnvironment(context), words: ['NAME?'], flags: ['clear'] },
  promote: { run: async (context) => (await import('./env-promote.ts')).promoteEnvironment(context), words: ['A', 'B'], flags: promoteFlags.map(({ name }) => name) },
};

export const env: Command = {
  name: 'env',
  summary: 'look at environments and their settings; add, remove, choose and promote them',
  description: [
    'Without a verb, at a terminal: all environments in a list, with what can be done.',
    'list: all environments, where they are, whether anything was applied, and which one commands work on.',
    'show [NAME]: every value of an environment and where it comes from. compare A B: the values that differ, --all for every one. compare without names, at a terminal: the settings of all environments as a table whose cells can be changed.',
    'add NAME: writes it into the manifest, and into the configuration what it extends. remove NAME: takes it out of both once its state is empty.',
    'use NAME: the environment of commands in this checkout that name none; never in CI. use --clear: forgets it.',
    'promote A B: plans in B the run that is live in A, asks, and applies it.',
  ].join(' '),
  arguments: [
    { name: 'VERB', required: false, summary: Object.keys(verbs).join(', ') },
    { name: 'NAME', required: false, multiple: true, summary: 'an environment, or NAME@local for its twin; compare and promote take two' },
  ],
  flags: [
    { name: 'all', type: 'boolean', summary: 'compare: values that are the same too' },
    { name: 'extends', type: 'string', value: 'NAME', summary: 'add: the environment whose settings it starts from (else dev)' },
    { name: 'location', type: 'string', value: 'REGION', summary: 'add: region (else that of the manifest)' },
    { name: 'subscription', type: 'string', value: 'ID', summary: 'add: Azure subscription (else that of the manifest)' },
    { name: 'tenant', type: 'string', value: 'ID', summary: 'add: Microsoft Entra tenant (else that of the manifest)' },
    { name: 'cloud', type: 'string', value: 'NAME', summary: 'add: AzureCloud, AzureUSGovernment, AzureChinaCloud or local (else that of the manifest)' },
    { name: 'state', type: 'string', value: 'local', summary: 'add: keep its state in files of the project (else as the manifest says; state bootstrap makes a container)' },
    { name: 'resource-group', type: 'string', value: 'NAME', summary: 'add: name of its resource group (else computed)' },
    { name: 'existing-group', type: 'boolean', summary: 'add: the resource group exists; it is neither made nor deleted' },
    { name: 'protected', type: 'boolean', summary: 'add: every apply and destroy needs its name typed' },
    { name: 'clear', type: 'boolean', summary: 'use: forget the choice' },
    ...promoteFlags,
  ],
  json: 'document',
  // A promotion is an apply, and tells what happens as it does.
  jsonOf: ([verb]) => (verb === 'promote' ? 'events' : 'document'),
  examples: [
    'atakora env',
    'atakora env list',
    'atakora env show prod',
    'atakora env compare staging prod',
    'atakora env add demo --extends staging --location northeurope',
    'atakora env use demo',
    'atakora env promote staging prod',
  ],
  opening: readingForList,
  run: (context) => runVerb(context, verbs, async () => (await import('../platform/browse-environments.ts')).browseEnvironments(context)),
};
