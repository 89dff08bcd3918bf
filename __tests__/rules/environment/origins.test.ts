import { originRules } from '../../../rules/environment/origins';
import { environmentSubject } from '../../support/app-subject';
import { describeRules } from '../../support/rule-cases';

const says = (at: number, origin: string) =>
  `origins[${at}] must be an https origin, or an http one on localhost, 127.0.0.1 or [::1], got "${origin}"; write scheme, host and port only, such as https://shop.example.org [environment/origin]`;

describeRules(
  originRules,
  {
    'environment/origin': [
      { good: ['https://shop.acme.com', 'https://shop.acme.com:8443', 'http://localhost:3000', 'http://[::1]:3000'] },
      { good: [] },
      {
        bad: [
          'https://shop.acme.com/',
          'https://shop.acme.com/path',
          'http://shop.acme.com',
          'shop.acme.com',
          'https://Shop.acme.com',
          'https://shop.acme.com:443',
          '',
        ],
        says: [
          says(0, 'https://shop.acme.com/'),
          says(1, 'https://shop.acme.com/path'),
          says(2, 'http://shop.acme.com'),
          says(3, 'shop.acme.com'),
          says(4, 'https://Shop.acme.com'),
          says(5, 'https://shop.acme.com:443'),
          says(6, ''),
        ],
      },
    ],
  },
  (origins: string[]) => environmentSubject({ origins }),
);
