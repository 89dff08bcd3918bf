import { AnnotationMetadataEntryType, TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import type { Problem } from '../../rules/check';
import { escaped } from '../../okta-apps/shared/visible-text';
import { appSettings } from '../app/app-settings';

const SEVERITIES: Readonly<Record<string, Problem['severity'] | undefined>> = {
  [AnnotationMetadataEntryType.WARN]: 'warning',
  [AnnotationMetadataEntryType.ERROR]: 'error',
};

/**
 * What constructs say by CDKTF's `Annotations` of any stack of the app, as problems: CDKTF alone forgets warnings, and
 * throws errors with a stack when it has written the stacks before. cdktf-cli sets the variable, and prints all of
 * them itself.
 */
export function annotationProblems(app: IConstruct): Problem[] {
  if (process.env['CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS'] !== undefined) return [];
  return app.node.findAll().flatMap((construct) =>
    construct.node.metadata.flatMap(({ type, data }) => {
      const severity = SEVERITIES[type];
      return severity === undefined ? [] : [problemOf(construct, severity, String(data))];
    }),
  );
}

function problemOf(construct: IConstruct, severity: Problem['severity'], text: string): Problem {
  const isInStack = construct.node.scopes.some((scope) => TerraformStack.isStack(scope));
  return {
    environment: isInStack ? appSettings(TerraformStack.of(construct)).environment : '',
    app: construct.node.path,
    address: '',
    prop: '',
    value: '',
    title: escaped(text),
    impact: '',
    fix: '',
    todo: '',
    rule: `annotation/${severity}`,
    severity,
    message: escaped(text),
  };
}
