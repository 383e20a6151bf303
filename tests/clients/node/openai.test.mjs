// openai-node, unmodified: chat, helpers, tools, errors, embeddings, models.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import OpenAI from "openai";
import { start } from "./process.mjs";

const model = "anthropic.claude-sonnet-4-6";
let gateway, client;
before(async () => {
  gateway = await start(["serve", "--local", "--host", "127.0.0.1", "--port", "0"], { API_KEY: "test-key" });
  client = new OpenAI({ baseURL: gateway.url + "/v1", apiKey: "test-key", maxRetries: 0, timeout: 30_000 });
});
after(() => gateway?.stop());

const user = (content) => [{ role: "user", content }];

test("stream helper rebuilds the plain answer", async () => {
  const plain = await client.chat.completions.create({ model, messages: user("hello 🎉") });
  const helper = client.chat.completions.stream({ model, messages: user("hello 🎉") });
  const final = await helper.finalChatCompletion();
  assert.equal(final.choices[0].message.content, plain.choices[0].message.content);
  assert.equal(final.choices[0].finish_reason, "stop");
});

test("runTools completes a tool loop", async () => {
  const seen = [];
  const runner = client.chat.completions.runTools({
    model,
    messages: user("What is the weather in Paris? Use the tool."),
    tools: [{ type: "function", function: {
      name: "get_weather", description: "Weather of a city", parse: JSON.parse,
      parameters: { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
      function: ({ city }) => { seen.push(city); return "17 degrees and drizzle"; },
    } }],
    stream: true,
  });
  const text = await runner.finalContent();
  assert.deepEqual(seen, ["Paris"]);
  assert.match(text, /17 degrees and drizzle/);
});

test("a stream that fails throws and has no finish_reason", async () => {
  const finish = [];
  await assert.rejects(async () => {
    const stream = await client.chat.completions.create({ model, stream: true, messages: user("[[simulate: exception throttlingException mid]] hello") });
    for await (const chunk of stream) finish.push(chunk.choices[0].finish_reason);
  }, OpenAI.APIError);
  assert.ok(finish.every((reason) => reason === null));
});

test("a throttled stream is retried by the SDK and then answers", async () => {
  const patient = client.withOptions({ maxRetries: 3 });
  const stream = await patient.chat.completions.create({ model, stream: true, messages: user("[[simulate: throttle 4 node-1]] hello") });
  let text = "";
  for await (const chunk of stream) text += chunk.choices[0].delta.content ?? "";
  assert.match(text, /hello/);
});

test("abort in mid-stream ends quietly, and the connection serves on", async () => {
  const stream = await client.chat.completions.create({ model, stream: true, messages: user("[[simulate: slow 50]] tell me a long story") });
  for await (const _ of stream) { stream.controller.abort(); }
  const next = await client.chat.completions.create({ model, messages: user("still there?") });
  assert.match(next.choices[0].message.content, /still there/);
});

test("embeddings in the SDK's default base64 have full length", async () => {
  const answer = await client.embeddings.create({ model: "amazon.titan-embed-text-v2:0", input: "one text" });
  assert.equal(answer.data[0].embedding.length, 1024);
  const norm = Math.hypot(...answer.data[0].embedding);
  assert.ok(Math.abs(norm - 1) < 1e-3, `norm ${norm}`);
});

test("models: every listed id is found by retrieve", async () => {
  let count = 0;
  for await (const entry of client.models.list()) {
    assert.equal((await client.models.retrieve(entry.id)).id, entry.id);
    count += 1;
  }
  assert.ok(count > 5);
});

test("errors are typed", async () => {
  await assert.rejects(client.chat.completions.create({ model, messages: user("x"), n: 9 }), (e) => e instanceof OpenAI.BadRequestError && e.param === "n");
  await assert.rejects(client.chat.completions.create({ model: "nobody.nothing", messages: user("x") }), OpenAI.NotFoundError);
  await assert.rejects(new OpenAI({ baseURL: gateway.url + "/v1", apiKey: "no", maxRetries: 0 }).models.list(), OpenAI.AuthenticationError);
});
