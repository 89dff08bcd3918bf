import { nextKeyStep, type KeySituation, type SignedWith } from '../../../../okta-apps/secrets/keys/key-phases';
import type { PublicKey } from '../../../../okta-apps/secrets/keys/public-keys';

const key = (kid: string | undefined, created?: number, material = `RSA ${kid ?? 'none'}`): PublicKey => ({
  material,
  jwk: { kty: 'RSA' },
  ...(kid !== undefined && { kid }),
  ...(created !== undefined && { created }),
});
const [old, fresh, third] = [key('old', 1), key('new', 2), key('third', 3)];
const [oldHere, freshHere] = [key('old'), key('new')];
const by = (used: PublicKey, outcome: SignedWith['outcome'] = 'proven'): SignedWith => ({ key: used, outcome });

test.each<readonly [string, KeySituation, ReturnType<typeof nextKeyStep>]>([
  ['one key: add a second', { declared: [oldHere], inOkta: [old] }, { kind: 'add', beside: old }],
  [
    'the second is in the code only',
    { declared: [oldHere, freshHere], inOkta: [old] },
    { kind: 'apply', added: [freshHere], removed: [] },
  ],
  [
    'added, and the relying party signs with it too early: the apply helps',
    { declared: [oldHere, freshHere], inOkta: [old], signedWith: by(freshHere, 'refused') },
    { kind: 'apply', added: [freshHere], removed: [] },
  ],
  ['both, and nothing shown', { declared: [oldHere, freshHere], inOkta: [old, fresh] }, { kind: 'prove', removed: [] }],
  [
    'both, signs with the old one',
    { declared: [oldHere, freshHere], inOkta: [old, fresh], signedWith: by(old) },
    { kind: 'switch', from: old, to: fresh },
  ],
  [
    'both, signs with the new one',
    { declared: [oldHere, freshHere], inOkta: [old, fresh], signedWith: by(fresh) },
    { kind: 'retire', keep: fresh, keys: [old] },
  ],
  [
    'three: all but the newest',
    { declared: [oldHere, freshHere, key('third')], inOkta: [old, fresh, third], signedWith: by(third) },
    { kind: 'retire', keep: third, keys: [old, fresh] },
  ],
  [
    'Okta got both at once: it does not say which is new',
    { declared: [oldHere, freshHere], inOkta: [old, key('new', 1)], signedWith: by(old) },
    { kind: 'choose', used: old, others: [key('new', 1)] },
  ],
  [
    'the code lacks the old one, which is not used',
    { declared: [freshHere], inOkta: [old, fresh], signedWith: by(fresh) },
    { kind: 'apply', added: [], removed: [old] },
  ],
  [
    'the code lacks the old one, and nothing shown',
    { declared: [freshHere], inOkta: [old, fresh] },
    { kind: 'prove', removed: [old] },
  ],
  [
    'the code lacks the one that is used',
    { declared: [freshHere], inOkta: [old, fresh], signedWith: by(old) },
    { kind: 'keep', keys: [old], used: true },
  ],
  [
    'one change replaces the key',
    { declared: [freshHere], inOkta: [old], signedWith: by(old) },
    { kind: 'keep', keys: [old], used: true },
  ],
  [
    'one change replaces the key, and one instance signs with the new one already',
    { declared: [freshHere], inOkta: [old], signedWith: by(freshHere, 'refused') },
    { kind: 'keep', keys: [old], used: false },
  ],
  [
    'not known whether Okta accepts it: nothing is removed',
    { declared: [freshHere], inOkta: [old, fresh], signedWith: by(fresh, 'not known') },
    { kind: 'stop', why: 'not known', keys: [fresh] },
  ],
  [
    'another key under the same name',
    { declared: [key('old', undefined, 'RSA other')], inOkta: [old] },
    { kind: 'stop', why: 'same name', keys: [key('old', undefined, 'RSA other')] },
  ],
  [
    'two keys, one without a name',
    { declared: [key(undefined), freshHere], inOkta: [old] },
    { kind: 'stop', why: 'no name', keys: [key(undefined)] },
  ],
  [
    'a key without a name is the one that Okta has named',
    { declared: [key(undefined, undefined, 'RSA old')], inOkta: [old] },
    { kind: 'add', beside: old },
  ],
  ['no key in the code', { declared: [], inOkta: [old] }, { kind: 'stop', why: 'none declared', keys: [] }],
  ['no key in Okta', { declared: [oldHere], inOkta: [] }, { kind: 'stop', why: 'none in Okta', keys: [] }],
  [
    'Okta refuses what the code and Okta have',
    { declared: [oldHere], inOkta: [old], signedWith: by(old, 'refused') },
    { kind: 'stop', why: 'refused', keys: [old] },
  ],
])('%s', (_name, situation, step) => {
  expect(nextKeyStep(situation)).toEqual(step);
});
