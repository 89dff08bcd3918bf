import { environments } from './env/environments';
import { buildApp } from './stacks/build-app';
import { synthesize } from './constructs/synthesize';

synthesize({ environments, wanted: process.env['OKTA_ENV'], build: buildApp });
