// The AWS SDK for JavaScript as a client of the local Bedrock: its wire is right if AWS's own client reads it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { BedrockClient, GetFoundationModelCommand, ListFoundationModelsCommand, paginateListInferenceProfiles } from "@aws-sdk/client-bedrock";
import { BedrockRuntimeClient, ConverseCommand, ConverseStreamCommand, InvokeModelCommand } from "@aws-sdk/client-bedrock-runtime";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import { start } from "./process.mjs";

const modelId = "us.anthropic.claude-sonnet-4-6";
const user = (text) => [{ role: "user", content: [{ text }] }];
let simulator, runtime, control, config;
before(async () => {
  simulator = await start(["simulate", "--port", "0"]);
  config = {
    endpoint: simulator.url, region: "us-east-1", maxAttempts: 1,
    requestHandler: new NodeHttpHandler(), // the runtime client would speak HTTP/2, which the local Bedrock does not
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  };
  runtime = new BedrockRuntimeClient(config);
  control = new BedrockClient(config);
});
after(async () => { runtime?.destroy(); control?.destroy(); await simulator?.stop(); });

test("Converse", async () => {
  const answer = await runtime.send(new ConverseCommand({ modelId, messages: user("hello") }));
  assert.equal(answer.stopReason, "end_turn");
  assert.match(answer.output.message.content[0].text, /hello/);
  assert.equal(answer.usage.totalTokens, answer.usage.inputTokens + answer.usage.outputTokens);
  assert.ok(answer.$metadata.requestId);
});

test("ConverseStream gives the events in Bedrock's order", async () => {
  const answer = await runtime.send(new ConverseStreamCommand({ modelId, messages: user("hello") }));
  const kinds = [];
  let text = "";
  for await (const event of answer.stream) {
    kinds.push(Object.keys(event)[0]);
    text += event.contentBlockDelta?.delta?.text ?? "";
  }
  assert.equal(kinds[0], "messageStart");
  assert.deepEqual(kinds.slice(-2), ["messageStop", "metadata"]);
  assert.match(text, /hello/);
});

test("an exception inside a stream is thrown as its own type", async () => {
  const answer = await runtime.send(new ConverseStreamCommand({ modelId, messages: user("[[simulate: exception modelStreamErrorException mid]] hello") }));
  await assert.rejects(async () => { for await (const _ of answer.stream); }, { name: "ModelStreamErrorException" });
});

test("exceptions before a stream are thrown as their own types", async () => {
  const bad = { modelId, messages: [{ role: "assistant", content: [{ text: "x" }] }] };
  await assert.rejects(runtime.send(new ConverseCommand(bad)), { name: "ValidationException" });
  await assert.rejects(runtime.send(new ConverseCommand({ modelId, messages: user("[[simulate: throttle 1 js-1]] x") })), { name: "ThrottlingException" });
});

test("a wrong secret is refused", async () => {
  const wrong = new BedrockRuntimeClient({ ...config, credentials: { accessKeyId: "local", secretAccessKey: "wrong" } });
  await assert.rejects(wrong.send(new ConverseCommand({ modelId, messages: user("x") })), { name: "InvalidSignatureException" });
  wrong.destroy();
});

test("InvokeModel embeds", async () => {
  const answer = await runtime.send(new InvokeModelCommand({ modelId: "amazon.titan-embed-text-v2:0", contentType: "application/json", body: JSON.stringify({ inputText: "x", dimensions: 256 }) }));
  assert.equal(JSON.parse(answer.body.transformToString()).embedding.length, 256);
});

test("control plane lists and gets", async () => {
  const { modelSummaries } = await control.send(new ListFoundationModelsCommand({}));
  assert.ok(modelSummaries.length > 5);
  const { modelDetails } = await control.send(new GetFoundationModelCommand({ modelIdentifier: modelSummaries[0].modelId }));
  assert.equal(modelDetails.modelId, modelSummaries[0].modelId);
  const profiles = [];
  for await (const page of paginateListInferenceProfiles({ client: control, pageSize: 3 }, { typeEquals: "SYSTEM_DEFINED" })) profiles.push(...page.inferenceProfileSummaries);
  assert.ok(profiles.some((p) => p.inferenceProfileId === modelId));
});
