package io.mltwin.telemetry.security;

import static io.mltwin.armweb.ArmErrors.resourceNotFound;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.telemetry.security.AssessmentBody.Sub;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Assessments of images in container registries: of a subscription whose plan ContainerRegistry is
 * Standard there is one for each registry, of another there is none.
 */
@Singleton
record AssessmentService(PricingService pricings, FindingsClient findings) {

    private static final ImageFindings NONE = new ImageFindings(List.of(), List.of());

    List<AssessmentBody> list(ArmResourceId scope) {
        ImageFindings found = find(scope);
        return found.registries().stream()
                .map(registry -> AssessmentMapper.assessment(registry, found.of(registry)))
                .toList();
    }

    /** Finds an assessment of a registry by its key. */
    AssessmentBody get(ArmResourceId id) {
        ArmResourceId registry = id.providerScope();
        return isOfImages(id)
                ? list(registry).stream()
                        .filter(one -> isOf(one, registry))
                        .findFirst()
                        .orElseThrow(() -> resourceNotFound(id))
                : notFound(id);
    }

    private static boolean isOf(AssessmentBody assessment, ArmResourceId registry) {
        return AsciiCase.equal(assessment.properties().resourceDetails().id(), registry.toString());
    }

    private static boolean isOfImages(ArmResourceId assessment) {
        return AsciiCase.equal(assessment.name(), AssessmentBody.REGISTRY_IMAGES);
    }

    private static <T> T notFound(ArmResourceId id) {
        throw resourceNotFound(id);
    }

    /** Lists the findings of all images of a scope. */
    List<Sub> listSubs(ArmResourceId scope) {
        return find(scope).images().stream()
                .flatMap(image -> image.findings().stream().map(finding -> AssessmentMapper.sub(image, finding)))
                .toList();
    }

    /** Lists the findings of an assessment, which must be there. */
    List<Sub> listSubsOf(ArmResourceId assessment) {
        if (!isOfImages(assessment)) {
            return notFound(assessment);
        }
        if (!isStandard(assessment)) {
            return notFound(assessment);
        }
        return listSubs(assessment.providerScope());
    }

    Sub getSub(ArmResourceId id) {
        return listSubsOf(id.parent()).stream()
                .filter(sub -> AsciiCase.equal(sub.name(), id.name()))
                .findFirst()
                .orElseThrow(() -> resourceNotFound(id));
    }

    private ImageFindings find(ArmResourceId scope) {
        return isStandard(scope) ? findings.find(scope) : NONE;
    }

    private boolean isStandard(ArmResourceId scope) {
        if (scope.subscriptionId() == null) {
            return false;
        }
        ArmResourceId plan = ArmResourceId.subscription(scope.subscriptionId())
                .provider("Microsoft.Security", "pricings", "ContainerRegistry");
        return pricings.get(plan).properties().pricingTier().equals("Standard");
    }
}
