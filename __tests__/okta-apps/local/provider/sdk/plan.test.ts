import type { Fields } from '../../../../../okta-apps/local/provider/schema';
import { isSameObject, normalizedObject } from '../../../../../okta-apps/local/provider/sdk/go-json';
import { planChange, type Plan } from '../../../../../okta-apps/local/provider/sdk/plan';
import { UNKNOWN, type ObjectValue } from '../../../../../okta-apps/local/provider/sdk/value';

const FIELDS: Fields = {
  id: { type: 'string', need: 'optional computed' },
  text: { type: 'string', need: 'optional' },
  mode: { type: 'string', need: 'optional', default: 'OFF' },
  flag: { type: 'bool', need: 'optional' },
  amount: { type: 'number', need: 'optional' },
  key: { type: 'string', need: 'optional computed', replaces: true },
  hidden: { type: 'string', need: 'optional', writeOnly: true },
  json: { type: 'string', need: 'optional', toState: normalizedObject, sameAs: isSameObject },
  list: { type: 'list', need: 'optional' },
  set: { type: 'set', need: 'optional' },
  filled: { type: 'set', need: 'optional computed' },
  block: {
    type: 'blocks',
    fields: {
      name: { type: 'string', need: 'required' },
      note: { type: 'string', need: 'optional' },
      given: { type: 'string', need: 'computed' },
    },
  },
};

const EMPTY: ObjectValue = {
  ...Object.fromEntries(Object.keys(FIELDS).map((name) => [name, null])),
  block: [],
  timeouts: null,
};

const create = (proposed: ObjectValue): ObjectValue =>
  planChange(FIELDS, null, { ...EMPTY, ...proposed }, () => []).planned;
const STATE = { ...EMPTY, id: 'x', mode: 'OFF', key: 'k', filled: ['a'] };
const update = (prior: ObjectValue, proposed: ObjectValue): Plan =>
  planChange(FIELDS, { ...STATE, ...prior }, { ...STATE, ...prior, ...proposed }, () => []);

// What follows was compared with plans of a real provider built on terraform-plugin-sdk v2.
describe('the plan of a create', () => {
  it('has defaults, and unknowns for what is not set and the provider fills in', () => {
    expect(create({})).toEqual({ ...EMPTY, id: UNKNOWN, mode: 'OFF', key: UNKNOWN, filled: UNKNOWN });
  });

  it.each([
    ['an empty text', { text: '' }, { text: '' }],
    ['an empty list', { list: [] }, { list: [] }],
    ['an empty set', { set: [] }, { set: null }],
    ['an empty set that is filled in', { filled: [] }, { filled: UNKNOWN }],
    ['an empty text that is filled in', { key: '' }, { key: UNKNOWN }],
    ['false', { flag: false }, { flag: false }],
    ['zero', { amount: 0 }, { amount: 0 }],
    ['a list with an unknown element', { list: ['a', UNKNOWN] }, { list: UNKNOWN }],
    ['a set with an unknown element', { set: ['a', UNKNOWN] }, { set: UNKNOWN }],
    ['a write-only value', { hidden: 'secret' }, { hidden: null }],
    ['JSON', { json: '{ "b": 1, "a": 2 }' }, { json: '{"a":2,"b":1}' }],
    [
      'a block',
      { block: [{ name: 'n', note: null, given: null }] },
      { block: [{ name: 'n', note: null, given: UNKNOWN }] },
    ],
  ])('of %s', (_, proposed, planned) => {
    expect(create(proposed)).toMatchObject(planned);
  });
});

describe('the plan of an update', () => {
  it('is the state itself where nothing differs in meaning', () => {
    const prior = { ...STATE, text: '', flag: false, set: [], json: '{"a":1}' };
    const proposed = { ...prior, text: null, flag: null, set: null, json: '{ "a": 1 }', timeouts: { create: '5m' } };
    expect(planChange(FIELDS, prior, proposed, () => [])).toEqual({ planned: prior, replaces: [] });
  });

  it.each([
    ['a text', { text: 'a' }, { text: null }, { text: null }],
    ['a text, emptied', { text: 'a' }, { text: '' }, { text: '' }],
    ['a list', { list: ['a'] }, { list: null }, { list: [] }],
    ['a set', { set: ['a'] }, { set: null }, { set: [] }],
    ['a flag', { flag: true }, { flag: null }, { flag: null }],
    ['a value with a default', { mode: 'ON' }, { mode: null }, { mode: 'OFF' }],
    ['JSON', { json: '{"a":1}' }, { json: null }, { json: null }],
    ['blocks', { block: [{ name: 'n', note: '', given: 'g' }] }, { block: [] }, { block: [] }],
  ])('takes out %s', (_, prior, proposed, planned) => {
    expect(update(prior, proposed).planned).toMatchObject(planned);
  });

  it('keeps in a block what is only empty in the state', () => {
    const prior = { block: [{ name: 'n', note: '', given: 'g' }] };
    const { planned } = update(prior, { block: [{ name: 'm', note: null, given: 'g' }] });
    expect(planned).toMatchObject({ block: [{ name: 'm', note: '', given: 'g' }] });
  });

  it('replaces for a changed attribute that cannot change, and for what the resource says', () => {
    expect(update({}, { key: 'other' }).replaces).toEqual(['key', 'id']);
    const because = planChange(FIELDS, STATE, { ...STATE, text: 'b' }, () => ['text']);
    expect(because.replaces).toEqual(['text', 'id']);
  });

  it('does not care for the order of a set, but for that of a list', () => {
    const prior = { set: ['a', 'b'], list: ['a', 'b'] };
    expect(update(prior, { set: ['b', 'a'] }).planned).toEqual({ ...STATE, ...prior });
    expect(update(prior, { list: ['b', 'a'] }).planned).toMatchObject({ list: ['b', 'a'] });
  });
});
