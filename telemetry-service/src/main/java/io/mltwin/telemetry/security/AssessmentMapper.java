package io.mltwin.telemetry.security;

import io.mltwin.telemetry.security.AssessmentBody.Cvss;
import io.mltwin.telemetry.security.AssessmentBody.ImageVulnerability;
import io.mltwin.telemetry.security.AssessmentBody.Link;
import io.mltwin.telemetry.security.AssessmentBody.Metadata;
import io.mltwin.telemetry.security.AssessmentBody.Properties;
import io.mltwin.telemetry.security.AssessmentBody.ResourceDetails;
import io.mltwin.telemetry.security.AssessmentBody.Status;
import io.mltwin.telemetry.security.AssessmentBody.Sub;
import io.mltwin.telemetry.security.AssessmentBody.SubProperties;
import io.mltwin.telemetry.security.AssessmentBody.SubStatus;
import io.mltwin.telemetry.security.ImageFindings.Finding;
import io.mltwin.telemetry.security.ImageFindings.Image;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Findings in images as assessments of their registries. */
final class AssessmentMapper {

    private static final String NAME = "Container registry images should have vulnerability findings resolved";
    private static final String POLICY =
            "/providers/Microsoft.Authorization/policyDefinitions/5f0f936f-2f01-4bf5-b6be-d423792fa562";
    private static final String NVD = "https://nvd.nist.gov/vuln/detail/";
    private static final double HIGH = 7;
    private static final double MEDIUM = 4;

    private AssessmentMapper() {}

    static AssessmentBody assessment(String registryId, List<Image> images) {
        String id = id(registryId);
        return new AssessmentBody(
                id,
                AssessmentBody.REGISTRY_IMAGES,
                AssessmentBody.TYPE,
                new Properties(
                        new ResourceDetails("Azure", registryId),
                        NAME,
                        status(images),
                        Map.of("subAssessmentsLink", id + "/subAssessments"),
                        new Metadata(
                                NAME,
                                "BuiltIn",
                                POLICY,
                                "The packages of the images that were pushed are compared with published advisories.",
                                "Push images in which the packages have the fixed versions, and delete the ones with findings.",
                                "High")));
    }

    private static String id(String registryId) {
        return registryId + "/providers/" + AssessmentBody.TYPE + "/" + AssessmentBody.REGISTRY_IMAGES;
    }

    private static Status status(List<Image> images) {
        if (images.stream().anyMatch(image -> !image.findings().isEmpty())) {
            return new Status("Unhealthy", null, null);
        }
        if (images.stream().anyMatch(image -> image.error() == null)) {
            return new Status("Healthy", null, null);
        }
        return images.isEmpty()
                ? new Status("NotApplicable", "NoImages", "There is no scanned image in the registry.")
                : new Status("NotApplicable", "ScanFailed", images.get(0).error());
    }

    /** One finding of an image; its name is the same whenever it is asked for. */
    static Sub sub(Image image, Finding finding) {
        String name = UUID.nameUUIDFromBytes((image.repository()
                                + "@"
                                + image.digest()
                                + " "
                                + finding.advisory()
                                + " "
                                + finding.packageName()
                                + " "
                                + finding.path())
                        .getBytes(StandardCharsets.UTF_8))
                .toString();
        String id = id(image.registryId());
        return new Sub(
                id + "/subAssessments/" + name,
                name,
                Sub.TYPE,
                new SubProperties(
                        finding.advisory(),
                        finding.summary(),
                        new SubStatus("Unhealthy", severity(finding.score())),
                        remediation(finding),
                        finding.packageName()
                                + " "
                                + finding.packageVersion()
                                + " ("
                                + finding.ecosystem()
                                + ") is installed by "
                                + finding.path()
                                + ".",
                        finding.ecosystem(),
                        finding.details(),
                        image.scannedAt(),
                        new ResourceDetails(
                                "Azure",
                                image.registryId()
                                        + "/repositories/"
                                        + image.repository()
                                        + "/images/"
                                        + image.digest()),
                        details(image, finding)));
    }

    private static ImageVulnerability details(Image image, Finding finding) {
        return new ImageVulnerability(
                "ContainerRegistryVulnerability",
                "Vulnerability",
                image.digest(),
                image.repository(),
                finding.published(),
                finding.fixedIn() != null,
                finding.cves().stream().map(cve -> new Link(cve, NVD + cve)).toList(),
                finding.score() == null ? null : Map.of("3.0", new Cvss(finding.score())),
                finding.references().stream().map(url -> new Link(url, url)).toList());
    }

    private static String remediation(Finding finding) {
        return finding.fixedIn() == null
                ? "No fixed version is known: replace the package."
                : "Install version " + finding.fixedIn() + " or a later one.";
    }

    private static String severity(Double score) {
        if (score == null || score >= MEDIUM && score < HIGH) {
            return "Medium";
        }
        return score >= HIGH ? "High" : "Low";
    }
}
