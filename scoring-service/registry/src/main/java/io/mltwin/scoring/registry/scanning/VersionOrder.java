package io.mltwin.scoring.registry.scanning;

import java.util.Comparator;

/** How the versions of an ecosystem are compared. */
final class VersionOrder {

    private VersionOrder() {}

    /** Returns the order of an ecosystem such as Debian:12, or null for one that is not known. */
    static Comparator<String> of(String ecosystem) {
        return switch (ecosystem.split(":", 2)[0]) {
            case "Debian", "Ubuntu" -> DebianVersions::compare;
            case "Maven" -> MavenVersions::compare;
            case "PyPI" -> PythonVersions::compare;
            default -> null;
        };
    }
}
