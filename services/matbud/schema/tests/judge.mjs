// judge.mjs DIR: whether asyncapi.json is what AsyncAPI 3.0.0 allows, each of its references leads somewhere, and the
// browsers' settings are YAML that names each channel. Prints what is wrong; exit 1 then.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const Ajv = require("ajv");
const formats = require("ajv-formats");
const yaml = require("yaml");

const directory = process.argv[2];
const read = (name) => readFileSync(`${directory}/${name}`, "utf8");
const complaints = [];

const document = JSON.parse(read("asyncapi.json"));
const ajv = new Ajv({ strict: false, allErrors: true, logger: false });
formats(ajv);
const validate = ajv.compile(require("@asyncapi/specs/schemas/3.0.0-without-$id.json"));
if (!validate(document)) {
  for (const error of validate.errors) complaints.push(`asyncapi.json${error.instancePath}: ${error.message}`);
}

const find = (path) => path.split("/").slice(1).reduce((at, key) => at?.[key], document);
const follow = (value, place) => {
  if (value === null || typeof value !== "object") return;
  if (typeof value.$ref === "string" && find(value.$ref) === undefined)
    complaints.push(`asyncapi.json${place}: ${value.$ref} is nowhere`);
  for (const [key, part] of Object.entries(value)) follow(part, `${place}/${key}`);
};
follow(document, "");

const topics = Object.values(document.channels).map((channel) => channel.address);
if (topics.length < 15) complaints.push(`asyncapi.json: ${topics.length} channels`);
const ui = yaml.parse(read("kafka-ui.yaml")).kafka.clusters[0].serde[0].properties.protobufMessageNameByTopic;
const akhq = yaml.parse(read("akhq.yaml")).akhq.connections.matbud.deserialization.protobuf["topics-mapping"];
const console_ = yaml.parse(read("redpanda-console.yaml")).serde.protobuf.mappings;
for (const topic of topics) {
  if (!ui[topic]) complaints.push(`kafka-ui.yaml: nothing of ${topic}`);
  if (akhq.filter((one) => new RegExp(`^${one["topic-regex"]}$`).test(topic)).length !== 1)
    complaints.push(`akhq.yaml: not exactly one mapping for ${topic}`);
  if (!console_.some((one) => one.topicName === topic)) complaints.push(`redpanda-console.yaml: nothing of ${topic}`);
}

for (const complaint of complaints) console.error(complaint);
process.exit(complaints.length === 0 ? 0 : 1);
