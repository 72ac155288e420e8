// A town on Apache Kafka: a broker, all services in one program, the town's people in another, and a mail server.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { mailsIn, program } from './stage.mjs';

/** Whether a broker can be had; gets its jars, once. */
export function haveBroker() {
  return spawnSync('deploy/kafka/jars', { stdio: 'ignore' }).status === 0;
}

/** Takes mails (RFC 5321) as a municipality's server does, and lays each into the folder. */
async function mailServer(folder) {
  await mkdir(folder, { recursive: true });
  let count = 0;
  const keep = (mail) => writeFile(join(folder, `${String(++count).padStart(6, '0')}.eml`), mail);
  const server = createServer((socket) => {
    let heard = '';
    let isMail = false;
    const say = (line) => socket.write(`${line}\r\n`);
    say('220 localhost');
    socket.on('error', () => undefined); // whoever sends may leave without a word
    socket.setEncoding('latin1');
    socket.on('data', async (text) => {
      heard += text;
      for (let end; (end = heard.indexOf(isMail ? '\r\n.\r\n' : '\r\n')) >= 0; ) {
        const words = heard.slice(0, end);
        heard = heard.slice(end + (isMail ? 5 : 2));
        if (isMail) {
          isMail = false;
          await keep(Buffer.from(words.replace(/^\.\./gm, '.'), 'latin1'));
          say('250 taken');
        } else if (/^DATA/i.test(words)) {
          isMail = true;
          say('354 go on');
        } else if (/^QUIT/i.test(words)) {
          say('221 bye');
          socket.end();
        } else {
          say('250 localhost');
        }
      }
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

export class KafkaTown {
  static async start() {
    const town = new KafkaTown();
    town.directory = await mkdtemp(join(tmpdir(), 'matbud-kafka-town-'));
    try {
      await town.#begin();
    } catch (error) {
      await town.end();
      throw error;
    }
    return town;
  }

  #processes = [];
  #said = '';

  async #begin() {
    const broker = this.#run('deploy/kafka/run', ['--quick', '--port', '0', '--with-stdin', '--data', join(this.directory, 'kafka')]);
    const brokers = (await this.#line(broker, broker.stdout, /^bootstrap /)).split(' ')[1];
    this.mailServer = await mailServer(join(this.#data('services'), 'mailbox'));
    const where = (name) => ['--kafka', brokers, '--data', this.#data(name), '--master-key', join(this.directory, 'master.key')];
    // One order of somebody else's, and then no other for an hour.
    const people = this.#run(program, ['demo', '--you-drive', '--order-every-ms', '3600000', ...where('people')]);
    await this.#line(people, people.stderr, /may start/);
    const mail = ['--smtp-host', '127.0.0.1', '--smtp-port', `${this.mailServer.address().port}`, '--smtp-security', 'none'];
    const services = this.#run(program, ['serve', '--port', '0', '--json', '--mail-from', 'levering@example.com', ...mail, ...where('services')]);
    this.pages = JSON.parse(await this.#line(services, services.stdout, /"status"/));
    this.address = new URL(this.pages.status).origin;
  }

  #data(name) {
    return join(this.directory, name);
  }
  #run(command, words) {
    const process = spawn(command, words, { stdio: ['pipe', 'pipe', 'pipe'] });
    process.stderr.on('data', (text) => (this.#said += text));
    this.#processes.push(process);
    return process;
  }
  /** The first line that is so; those after it are read and forgotten. */
  #line(process, stream, isSo) {
    return new Promise((resolve, reject) => {
      createInterface({ input: stream }).on('line', (line) => isSo.test(line) && resolve(line));
      process.once('exit', () => reject(new Error(`it has ended: ${this.#said}`)));
    });
  }

  /** What somebody at this address was told by mail. */
  mails(to) {
    return mailsIn(this.#data('services'), to);
  }

  /** The people first, the broker last. */
  async end() {
    for (const process of this.#processes.reverse()) {
      if (process.exitCode !== null) continue;
      const ended = once(process, 'exit');
      process.kill('SIGTERM');
      await ended;
    }
    this.mailServer?.close();
    await rm(this.directory, { recursive: true, force: true });
  }
}
