#!/usr/bin/env python3
"""Writes tests/unit/aws/data/endpoints.json: what botocore's endpoint rules answer for Bedrock.

Needs botocore. Both services, every region that botocore lists and some that it does not, with and without FIPS and
dual-stack, and with an override URL.

usage: scripts/generate_vectors/endpoints.py
"""

import itertools
import json
import pathlib
import sys

import botocore
import botocore.loaders
from botocore.endpoint_provider import EndpointProvider
from botocore.exceptions import EndpointProviderError
from botocore.session import Session

OUT = pathlib.Path(__file__).resolve().parents[2] / "tests/unit/aws/data/endpoints.json"
UNLISTED = ["us-west-9", "mx-north-12", "us-gov-north-1", "cn-south-3", "us-iso-central-1", "us-isob-north-2",
            "eu-isoe-south-9", "us-isof-north-1", "eusc-de-west-2", "eusc-fr-west-1", "xx-newland-1", "local", "us-east"]


def regions(service):
    loader = botocore.loaders.Loader()
    listed = {r for p in loader.load_data("partitions")["partitions"] for r in p["regions"]}
    session = Session()
    for partition in session.get_available_partitions():
        listed |= set(session.get_available_regions(service, partition))
    return sorted(listed) + UNLISTED


def answer(provider, **parameters):
    try:
        return {"url": provider.resolve_endpoint(**parameters).url}
    except EndpointProviderError as error:
        return {"error": str(error)}


def main():
    loader = botocore.loaders.Loader()
    rows = []
    for service in ("bedrock-runtime", "bedrock"):
        provider = EndpointProvider(loader.load_service_model(service, "endpoint-rule-set-1"), loader.load_data("partitions"))
        for region, fips, dual_stack in itertools.product(regions(service), (False, True), (False, True)):
            rows.append({"service": service, "region": region, "fips": fips, "dual_stack": dual_stack,
                         **answer(provider, Region=region, UseFIPS=fips, UseDualStack=dual_stack)})
        for fips, dual_stack in itertools.product((False, True), (False, True)):
            override = "https://vpce-1.bedrock-runtime.us-west-2.vpce.amazonaws.com"
            rows.append({"service": service, "region": "us-west-2", "fips": fips, "dual_stack": dual_stack,
                         "override": override,
                         **answer(provider, Region="us-west-2", UseFIPS=fips, UseDualStack=dual_stack, Endpoint=override)})
    text = '{"generated_by": "scripts/generate_vectors/endpoints.py", "botocore": "%s", "cases": [\n%s\n]}\n'
    OUT.write_text(text % (botocore.__version__, ",\n".join(map(json.dumps, rows))), encoding="utf-8")
    print(f"{len(rows)} cases in {OUT}", file=sys.stderr)


if __name__ == "__main__":
    main()
