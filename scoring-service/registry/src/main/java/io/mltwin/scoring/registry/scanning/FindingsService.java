package io.mltwin.scoring.registry.scanning;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.scoring.registry.scanning.Advisory.Reference;
import io.mltwin.scoring.registry.scanning.AdvisoryMatcher.Match;
import io.mltwin.scoring.registry.scanning.FindingsService.FindingsBody.Finding;
import io.mltwin.scoring.registry.scanning.FindingsService.FindingsBody.Image;
import io.mltwin.scoring.registry.scanning.PackageInventory.ImagePackage;
import io.mltwin.scoring.registry.scanning.ScanRepository.Scanned;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Compares what is installed in images with the advisories that are in force now. */
@Singleton
record FindingsService(ScanRepository rows, AdvisoryStore advisories) {

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

    /**
     * The findings of the scans of a scope's registries.
     *
     * @param registries the registries of the scope, with or without images
     */
    record FindingsBody(List<String> registries, List<Image> images) {

        /**
         * One image.
         *
         * @param error why it could not be scanned, or null
         */
        record Image(
                String registryId,
                String repository,
                String digest,
                Instant pushedAt,
                Instant scannedAt,
                String error,
                List<Finding> findings) {}

        /**
         * A package of the image that an advisory says is vulnerable.
         *
         * @param score CVSS 3, 0.0 to 10.0, or null
         * @param fixedIn null when no fixed version is known
         */
        record Finding(
                String advisory,
                List<String> cves,
                String summary,
                String details,
                Instant published,
                Double score,
                List<String> references,
                String ecosystem,
                String packageName,
                String packageVersion,
                String path,
                String fixedIn) {}
    }
}
