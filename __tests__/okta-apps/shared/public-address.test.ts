import { isLoopbackAddress, isPublicAddress } from '../../../okta-apps/shared/public-address';

test.each(['93.184.216.34', '1.1.1.1', '172.15.0.1', '172.32.0.1', '2606:4700::1111'])('%s is public', (address) => {
  expect([isPublicAddress(address), isLoopbackAddress(address)]).toEqual([true, false]);
});

test.each([
  '0.0.0.0',
  '10.1.2.3',
  '100.100.100.200',
  '168.63.129.16',
  '169.254.169.254',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '198.18.0.1',
  '224.0.0.1',
  '255.255.255.255',
  '::',
  '::ffff:10.0.0.1',
  '::ffff:93.184.216.34',
  '64:ff9b::a00:1',
  '2001:db8::1',
  '2002:a00:1::',
  'fd00:ec2::254',
  'fe80::1',
  'ff02::1',
  'keys.example.com',
  '',
])('"%s" is not public', (address) => {
  expect([isPublicAddress(address), isLoopbackAddress(address)]).toEqual([false, false]);
});

test.each(['127.0.0.1', '127.255.255.254', '::1'])('%s is this machine', (address) => {
  expect([isPublicAddress(address), isLoopbackAddress(address)]).toEqual([false, true]);
});
