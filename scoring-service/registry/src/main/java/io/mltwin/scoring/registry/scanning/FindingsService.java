package io.mltwin.scoring.registry.scanning;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.scoring.registry.scanning.Advisory.Reference;
import io.mltwin.scoring.registry.scanning.AdvisoryMatcher.Match;
import io.mltwin.scoring.registry.scanning.FindingsBody.Finding;
import io.mltwin.scoring.registry.scanning.FindingsBody.Image;
import io.mltwin.scoring.registry.scanning.ScanRepository.Scanned;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/** Compares what is installed in images with the advisories that are in force now. */
@Singleton
class FindingsService {

    private final ScanRepository rows;
    private final AdvisoryStore advisories;

    FindingsService(ScanRepository rows, AdvisoryStore advisories) {
        this.rows = rows;
        this.advisories = advisories;
    }

    FindingsBody find(ArmResourceId scope) {
        AdvisoryMatcher matcher = advisories.matcher();
        Map<String, List<ImagePackage>> packages = rows.packages(scope, matcher.names());
        return new FindingsBody(
                rows.registries(scope),
                rows.images(scope).stream()
                        .map(image -> body(image, matcher.match(packages.getOrDefault(image.manifestId(), List.of()))))
                        .toList());
    }

    private static Image body(Scanned image, List<Match> matches) {
        return new Image(
                image.registryArmId(),
                image.repository(),
                image.digest(),
                image.pushedAt(),
                image.scannedAt(),
                image.error(),
                matches.stream().map(FindingsService::body).toList());
    }

    private static Finding body(Match match) {
        Advisory advisory = match.advisory();
        ImagePackage found = match.found();
        return new Finding(
                advisory.id(),
                advisory.cves(),
                advisory.summary(),
                advisory.details(),
                advisory.published(),
                CvssScore.of(advisory.vector()),
                advisory.references().stream().map(Reference::url).toList(),
                found.ecosystem(),
                found.name(),
                found.version(),
                found.path(),
                match.fixedIn());
    }
}
