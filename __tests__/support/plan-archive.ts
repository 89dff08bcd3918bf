/**
 * Code of a fake terraform that defines `planFile(files)`: a plan as Terraform saves it, an archive with the
 * configuration in it. Nothing in it is packed.
 */
export const PLAN_ARCHIVE = `function planFile(files) {
  const { crc32 } = require('node:zlib');
  const header = (signature, name, bytes, more) => {
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt32LE(crc32(bytes), 10);
    fields.writeUInt32LE(bytes.length, 14);
    fields.writeUInt32LE(bytes.length, 18);
    fields.writeUInt16LE(Buffer.byteLength(name), 22);
    return Buffer.concat([Buffer.from(signature), fields, more, Buffer.from(name)]);
  };
  const parts = [];
  const directory = [];
  let at = 0;
  for (const [name, bytes] of Object.entries(files)) {
    const local = Buffer.concat([header('PK\\x03\\x04', name, bytes, Buffer.alloc(0)), bytes]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(at, 10);
    directory.push(header('PK\\x01\\x02\\x14\\x00', name, bytes, place));
    parts.push(local);
    at += local.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\\x05\\x06', 'latin1');
  end.writeUInt16LE(directory.length, 8);
  end.writeUInt16LE(directory.length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, list, end]);
}
const MODULES = Buffer.from('[{"Key":"","Dir":"."}]');`;

/** What a fake terraform does at its plan: it saves one with the configuration of its folder. */
export const WRITES_PLAN = `${PLAN_ARCHIVE}
if (args[0] === 'plan') {
  const { existsSync, readFileSync, writeFileSync } = require('node:fs');
  const document = existsSync('cdk.tf.json') ? readFileSync('cdk.tf.json') : Buffer.alloc(0);
  const files = { 'tfconfig/m-/cdk.tf.json': document, 'tfconfig/modules.json': MODULES };
  writeFileSync('plan.tfplan', planFile(files));
}`;
