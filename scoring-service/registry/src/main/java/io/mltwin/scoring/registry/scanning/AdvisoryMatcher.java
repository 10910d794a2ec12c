package io.mltwin.scoring.registry.scanning;

import io.mltwin.scoring.registry.scanning.Advisory.Affected;
import io.mltwin.scoring.registry.scanning.Advisory.Event;
import io.mltwin.scoring.registry.scanning.Advisory.Range;
import io.mltwin.scoring.registry.scanning.PackageInventory.ImagePackage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds the advisories that say of a package's version that it is vulnerable. */
final class AdvisoryMatcher {

    private final Map<String, List<Candidate>> byName = new HashMap<>();

    AdvisoryMatcher(List<Advisory> advisories) {
        for (Advisory advisory : advisories) {
            if (advisory.withdrawn() == null) {
                for (Affected affected : advisory.affected()) {
                    byName.computeIfAbsent(name(affected), name -> new ArrayList<>())
                            .add(new Candidate(advisory, affected));
                }
            }
        }
    }

    /** The name as packages of images are called. */
    private static String name(Affected affected) {
        String name = affected.packageName().name();
        return affected.packageName().ecosystem().equals("PyPI") ? PythonVersions.normalizeName(name) : name;
    }

    private record Candidate(Advisory advisory, Affected affected) {}

    /**
     * An advisory that counts for a package.
     *
     * @param fixedIn the first version without the vulnerability, or null when none is known
     */
    record Match(Advisory advisory, ImagePackage found, String fixedIn) {}

    /** Returns the names of packages that some advisory is about. */
    Set<String> names() {
        return byName.keySet();
    }

    List<Match> match(List<ImagePackage> packages) {
        List<Match> matches = new ArrayList<>();
        for (ImagePackage one : packages) {
            for (Candidate candidate : byName.getOrDefault(one.name(), List.of())) {
                if (isSame(candidate.affected().packageName().ecosystem(), one.ecosystem())
                        && isAffected(candidate.affected(), one)) {
                    matches.add(new Match(candidate.advisory(), one, fixedIn(candidate.affected(), one)));
                }
            }
        }
        return matches;
    }

    /**
     * Debian:11 is Debian:11, and also what is said of Debian without a release. An image that does
     * not tell its release, as testing's, may have what is said of any.
     */
    private static boolean isSame(String advised, String installed) {
        return advised.equals(installed)
                || !advised.contains(":") && installed.startsWith(advised + ":")
                // Ubuntu:22.04:LTS too
                || advised.startsWith(installed + ":");
    }

    private static boolean isAffected(Affected affected, ImagePackage one) {
        if (affected.versions().contains(one.version())) {
            return true;
        }
        Comparator<String> order = VersionOrder.of(one.ecosystem());
        return order != null && affected.ranges().stream().anyMatch(range -> holds(range, one.version(), order));
    }

    private static boolean holds(Range range, String version, Comparator<String> order) {
        if ("GIT".equals(range.type())) {
            return false;
        }
        boolean affected = false;
        for (Event event : range.events()) {
            if (event.introduced() != null) {
                affected |= isFrom(event.introduced(), version, order);
            } else if (event.fixed() != null) {
                affected &= order.compare(version, event.fixed()) < 0;
            } else if (event.lastAffected() != null) {
                affected &= order.compare(version, event.lastAffected()) <= 0;
            }
        }
        return affected;
    }

    private static boolean isFrom(String introduced, String version, Comparator<String> order) {
        return introduced.equals("0") || order.compare(version, introduced) >= 0;
    }

    private static String fixedIn(Affected affected, ImagePackage one) {
        Comparator<String> order = VersionOrder.of(one.ecosystem());
        return order == null
                ? null
                : affected.ranges().stream()
                        .filter(range -> holds(range, one.version(), order))
                        .flatMap(range -> range.events().stream())
                        .map(Event::fixed)
                        .filter(fixed -> fixed != null && order.compare(fixed, one.version()) > 0)
                        .min(order)
                        .orElse(null);
    }

    /** How the versions of an ecosystem are compared. */
    static final class VersionOrder {

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
}
