import { CRITICALITIES } from '../shared/ownership';
import { counted, listed } from '../shared/lists';
import { placeText, type SourcePlace } from '../shared/source-places';
import { NOT_KNOWN, type InventoryApp } from './declared';
import { minorCell, textCell, type Cell, type Column, type TablePage } from './html/table-page';

const COLUMNS: readonly Column[] = [
  { head: 'App', width: 10 },
  { head: 'Environment', width: 9, choice: true },
  { head: 'Stack', width: 8 },
  { head: 'Owner', width: 13 },
  { head: 'Criticality', width: 7, choice: true },
  { head: 'Client ID', width: 10 },
  { head: 'Redirect URIs', width: 19 },
  { head: 'Grants', width: 12 },
  { head: 'Sign-on policy', width: 8 },
  { head: 'Declared in', width: 10 },
];

/** What the page says besides the apps. */
export interface InventoryFacts {
  readonly today: string;
  readonly version: string;
  /** The address of a line of code. @default - places are no links */
  readonly linkOf?: (place: SourcePlace) => string;
}

/** The page of all declared apps. */
export function inventoryPage(apps: readonly InventoryApp[], { today, version, linkOf }: InventoryFacts): TablePage {
  const environments = [...new Set(apps.map(({ environment }) => environment))];
  const withoutOwner = apps.filter(({ ownership }) => ownership !== NOT_KNOWN && ownership.owner === undefined);
  const critical = apps.filter(({ ownership }) => ownership !== NOT_KNOWN && ownership.criticality === 'critical');
  return {
    title: 'Declared OIDC apps',
    notes: [
      `${counted(apps.length, 'app')} of ${environments.length === 0 ? 'no environment' : listed(environments)}, as the code declares them. ` +
        `Written on ${today} by okta-apps ${version}; no request was made to Okta.`,
    ],
    figures: [
      { count: apps.length, words: 'declared' },
      { count: critical.length, words: 'critical' },
      {
        count: withoutOwner.length,
        words: 'without an owner',
        ...(withoutOwner.length > 0 && { tone: 'warn' as const }),
      },
    ],
    columns: COLUMNS,
    rows: apps.map((app) => rowOf(app, linkOf)),
  };
}

function rowOf(app: InventoryApp, linkOf: InventoryFacts['linkOf']): readonly Cell[] {
  const { label, environment, stack, isActive, clientId, redirectUris, grants, policy, place } = app;
  return [
    {
      lines: [
        { text: label === NOT_KNOWN ? app.app : label },
        ...(label === NOT_KNOWN || label === app.app ? [] : [{ text: app.app, minor: true as const }]),
        ...(isActive ? [] : [{ text: 'inactive', tone: 'warn' as const }]),
      ],
    },
    textCell(environment),
    textCell(stack),
    ownerCell(app),
    criticalityCell(app),
    clientId === undefined ? minorCell('given by Okta') : valueCell(clientId),
    redirectUris === NOT_KNOWN ? minorCell(ONLY_TERRAFORM) : textCell(...redirectUris),
    grants === NOT_KNOWN ? minorCell(ONLY_TERRAFORM) : textCell(...grants),
    policy === undefined ? minorCell('as Okta has it') : valueCell(policy),
    place === undefined ? minorCell('not known') : placeCell(place, linkOf),
  ];
}

const ONLY_TERRAFORM = 'only Terraform knows it';

function valueCell(value: string | typeof NOT_KNOWN): Cell {
  return value === NOT_KNOWN ? minorCell(ONLY_TERRAFORM) : textCell(value);
}

function ownerCell({ ownership }: InventoryApp): Cell {
  if (ownership === NOT_KNOWN) return minorCell(ONLY_TERRAFORM);
  const { owner, contact } = ownership;
  if (owner === undefined && contact === undefined) return minorCell('not set');
  return {
    lines: [
      ...(owner === undefined ? [] : [{ text: owner }]),
      ...(contact === undefined ? [] : [{ text: contact, minor: true as const }]),
    ],
  };
}

function criticalityCell({ ownership }: InventoryApp): Cell {
  const criticality = ownership === NOT_KNOWN ? undefined : ownership.criticality;
  if (criticality === undefined) return minorCell('not set');
  const rank = (CRITICALITIES as readonly string[]).indexOf(criticality);
  const tone = criticality === 'critical' ? ('bad' as const) : criticality === 'high' ? ('warn' as const) : undefined;
  return { lines: [{ text: criticality, ...(tone !== undefined && { tone }) }], sort: CRITICALITIES.length - rank };
}

function placeCell(place: SourcePlace, linkOf: InventoryFacts['linkOf']): Cell {
  const href = linkOf?.(place);
  return { lines: [{ text: placeText(place), ...(href !== undefined && { href }) }] };
}
