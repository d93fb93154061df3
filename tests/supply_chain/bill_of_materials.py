"""A bill of materials of all that is installed with the project, by `make sbom`: CycloneDX, JSON.

Of the files of a package any may be installed, according to the machine, so that each digest stands
as a property; a component's own `hashes` would say that all of them are of one file.
"""

import tomllib
import uuid
from datetime import UTC, datetime

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import Property
from cyclonedx.model.bom import Bom, BomMetaData
from cyclonedx.model.component import Component, ComponentScope, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL
from packaging.utils import canonicalize_name

from tests.supply_chain.licences import read_licence
from tests.supply_chain.lock import Locked, find_needed, read_declared, read_lock, read_torch
from tests.support.paths import PROJECT

FILE_DIGEST = "footnote:file:sha256"
MARKER = "footnote:marker"


def make_bill() -> Bom:
    """Every package of the lock, and torch, with what needs it."""
    packages = [*read_lock().values(), read_torch()]
    running = find_needed(read_declared(), packages)
    components = {
        package.name: _describe_package(package, package.name in running) for package in packages
    }
    project = components["footnote-bot"] = _describe_project()
    # The same for the same lock, so that two of them can be compared.
    seed = "\n".join(f"{package.name}=={package.version}" for package in packages)
    bill = Bom(
        serial_number=uuid.uuid5(uuid.NAMESPACE_OID, seed),
        metadata=BomMetaData(component=project, timestamp=datetime(1980, 1, 1, tzinfo=UTC)),
        components=[components[package.name] for package in packages],
    )
    for name, component in components.items():
        children = [package for package in packages if name in package.needed_by]
        bill.register_dependency(component, [components[child.name] for child in children])
    return bill


def write_bill(bill: Bom) -> str:
    return JsonV1Dot6(bill).output_as_string(indent=2)


def _describe_package(package: Locked, is_needed_to_run: bool) -> Component:
    properties = [Property(name=FILE_DIGEST, value=digest) for digest in package.hashes]
    if package.marker:
        properties.append(Property(name=MARKER, value=package.marker))
    address = PackageURL("pypi", name=package.name, version=package.version)
    return Component(
        type=ComponentType.LIBRARY,
        name=package.name,
        version=package.version,
        bom_ref=address.to_string(),
        purl=address,
        scope=ComponentScope.REQUIRED if is_needed_to_run else ComponentScope.EXCLUDED,
        licenses=[LicenseFactory().make_from_string(read_licence(package.name))],
        properties=properties,
    )


def _describe_project() -> Component:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["project"]
    return Component(
        type=ComponentType.APPLICATION,
        name=canonicalize_name(project["name"]),
        version=project["version"],
        bom_ref="footnote-bot",
        licenses=[LicenseFactory().make_from_string(project["license"])],
    )


if __name__ == "__main__":
    print(write_bill(make_bill()))
