#!/usr/bin/env python3
"""Writes src/simulator/service_shapes.cpp from botocore's service models of bedrock-runtime and bedrock.

usage: scripts/generate_vectors/bedrock_shapes.py [--check]     (needs `pip install botocore`)

Only what the input shapes of the operations below reach is written, and the exceptions they may answer.
--check writes nothing and says by its exit code whether the checked-in file is what this botocore gives.
"""
import pathlib
import sys

import botocore
import botocore.loaders

OPERATIONS = [
    ("bedrock-runtime", "Converse"),
    ("bedrock-runtime", "ConverseStream"),
    ("bedrock-runtime", "InvokeModel"),
    ("bedrock", "ListFoundationModels"),
    ("bedrock", "GetFoundationModel"),
    ("bedrock", "ListInferenceProfiles"),
    ("bedrock", "GetInferenceProfile"),
]
KINDS = {
    "structure": "structure", "list": "list", "map": "map", "string": "string", "blob": "blob",
    "boolean": "boolean", "integer": "integer", "long": "long_integer", "float": "float_number",
    "double": "float_number",
}
LOCATIONS = {None: "body", "uri": "uri", "querystring": "query", "header": "header"}
TARGET = pathlib.Path(__file__).resolve().parents[2] / "src/simulator/service_shapes.cpp"


def quote(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


class Table:
    def __init__(self, models):
        self.models = models
        self.index = {}
        self.order = []

    def visit(self, service, name):
        key = (service, name)
        if key in self.index:
            return
        self.index[key] = len(self.order)
        self.order.append(key)
        for inner in self.references(service, name):
            self.visit(service, inner)

    def references(self, service, name):
        shape = self.models[service]["shapes"][name]
        found = [m["shape"] for m in shape.get("members", {}).values()]
        return found + [shape[k]["shape"] for k in ("member", "key", "value") if k in shape]


def exceptions(models):
    found = {}
    for service, operation in OPERATIONS:
        shapes = models[service]["shapes"]
        described = models[service]["operations"][operation]
        names = [e["shape"] for e in described.get("errors", [])]
        output = shapes[described["output"]["shape"]]
        if "payload" in output:
            stream = shapes[output["members"][output["payload"]]["shape"]]
            names += [m["shape"] for m in stream.get("members", {}).values() if shapes[m["shape"]].get("exception")]
        for name in names:
            found[name] = shapes[name]["error"]["httpStatusCode"]
    return sorted(found.items())


def render(models):
    table = Table(models)
    for service, operation in OPERATIONS:
        table.visit(service, models[service]["operations"][operation]["input"]["shape"])
    arrays, rows = [], []
    for position, (service, name) in enumerate(table.order):
        shape = models[service]["shapes"][name]
        kind = "document" if shape.get("document") else KINDS[shape["type"]]
        members = inner = values = "{}"
        if shape.get("members") and kind == "structure":
            lines = []
            for member, described in shape["members"].items():
                location = LOCATIONS[described.get("location")]
                if shape.get("payload") == member:
                    continue  # the body as a whole; InvokeModel's body is checked by the model it is for
                lines.append("{%s, %d, %s, %s, %s}" % (
                    quote(member), table.index[(service, described["shape"])],
                    "true" if member in shape.get("required", []) else "false", location,
                    quote(described.get("locationName", member))))
            arrays.append("constexpr Member kMembers%d[] = {%s};" % (position, ", ".join(lines)))
            members = "kMembers%d" % position
        references = [shape[k]["shape"] for k in ("member", "key", "value") if k in shape]
        if references:
            arrays.append("constexpr ShapeIndex kInner%d[] = {%s};" % (
                position, ", ".join(str(table.index[(service, r)]) for r in references)))
            inner = "kInner%d" % position
        if "enum" in shape:
            arrays.append("constexpr std::string_view kValues%d[] = {%s};" % (
                position, ", ".join(quote(v) for v in shape["enum"])))
            values = "kValues%d" % position
        rows.append("    {%s, %s, %s, %s, %s, %s, %s, %s, %s},  // %d" % (
            quote(name), kind, "true" if shape.get("union") else "false", members, inner,
            shape.get("min", "std::nullopt"), shape.get("max", "std::nullopt"),
            quote(shape.get("pattern", "")), values, position))
    operations = []
    for service, operation in OPERATIONS:
        described = models[service]["operations"][operation]
        operations.append("    {%s, %s, %s, %d}," % (
            quote(operation), quote(described["http"]["method"]), quote(described["http"]["requestUri"]),
            table.index[(service, described["input"]["shape"])]))
    errors = ["    {%s, %d}," % (quote(name), status) for name, status in exceptions(models)]
    return "\n".join([
        "// Written by scripts/generate_vectors/bedrock_shapes.py from botocore %s. Do not edit." % botocore.__version__,
        "// One line a shape.", "// clang-format off", '#include "simulator/shape.hpp"', "", "namespace gw::simulator {", "namespace {", "",
        "using enum ShapeKind;", "using enum MemberLocation;", "",
        "\n".join(arrays), "", "constexpr Shape kShapes[] = {", "\n".join(rows), "};", "",
        "constexpr Operation kOperations[] = {", "\n".join(operations), "};", "",
        "constexpr ExceptionShape kExceptions[] = {", "\n".join(errors), "};", "", "}  // namespace", "",
        "std::span<const Shape> service_shapes() noexcept { return kShapes; }",
        "std::span<const Operation> service_operations() noexcept { return kOperations; }",
        "std::span<const ExceptionShape> service_exceptions() noexcept { return kExceptions; }",
        "std::string_view service_model_source() noexcept { return %s; }" % quote(botocore.__version__),
        "", "}  // namespace gw::simulator", ""])


def main():
    loader = botocore.loaders.Loader()
    models = {service: loader.load_service_model(service, "service-2") for service, _ in OPERATIONS}
    text = render(models)
    if "--check" in sys.argv[1:]:
        return 0 if TARGET.read_text() == text else 1
    TARGET.write_text(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
