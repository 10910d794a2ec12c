package io.mltwin.telemetry.security;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Microsoft.Security/assessments on the wire (API 2020-01-01). */
record AssessmentBody(String id, String name, String type, Properties properties) {

    static final String TYPE = "Microsoft.Security/assessments";

    /** The name of the assessment of images in container registries. */
    static final String REGISTRY_IMAGES = "dbd0cb49-b563-45e7-9724-889e799fa648";

    record Properties(
            ResourceDetails resourceDetails,
            String displayName,
            Status status,
            Map<String, String> additionalData,
            Metadata metadata) {}

    record ResourceDetails(String source, String id) {}

    /**
     * @param code Healthy, Unhealthy or NotApplicable
     */
    record Status(String code, String cause, String description) {}

    record Metadata(
            String displayName,
            String assessmentType,
            String policyDefinitionId,
            String description,
            String remediationDescription,
            String severity) {}

    /** Microsoft.Security/assessments/subAssessments. */
    record Sub(String id, String name, String type, SubProperties properties) {

        static final String TYPE = AssessmentBody.TYPE + "/subAssessments";
    }

    /**
     * @param id of the vulnerability
     */
    record SubProperties(
            String id,
            String displayName,
            SubStatus status,
            String remediation,
            String impact,
            String category,
            String description,
            Instant timeGenerated,
            ResourceDetails resourceDetails,
            ImageVulnerability additionalData) {}

    /**
     * @param severity Low, Medium or High
     */
    record SubStatus(String code, String severity) {}

    /** ContainerRegistryVulnerability, {@code additionalData} of a finding in an image. */
    record ImageVulnerability(
            String assessedResourceType,
            String type,
            String imageDigest,
            String repositoryName,
            Instant publishedTime,
            boolean patchable,
            List<Link> cve,
            Map<String, Cvss> cvss,
            List<Link> vendorReferences) {}

    record Link(String title, String link) {}

    record Cvss(@JsonProperty("base") double base) {}
}
