package io.mltwin.telemetry.security;

import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.AsciiCase;
import io.mltwin.resourceprovider.ResourceProvider;
import io.mltwin.resourceprovider.ResourceType;
import io.mltwin.resourceprovider.ResourceType.Verb;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.Stream;

/**
 * {@code Microsoft.Security/assessments} of any scope.
 *
 * <p>Deviation: nothing scans images, clusters or settings yet, so there is no assessment: lists
 * are empty, and one asked for by its key is 404.
 */
@Singleton
class AssessmentProvider implements ResourceProvider {

    private static final String TYPE = "Microsoft.Security/assessments";

    @Override
    public List<ResourceType> types() {
        return Stream.of(TYPE, TYPE + "/subAssessments", "Microsoft.Security/subAssessments")
                .map(
                        type ->
                                ResourceType.named(type)
                                        .get(AssessmentProvider::find)
                                        .list(AssessmentProvider::list)
                                        .notBuilt(Verb.values())
                                        .build())
                .toList();
    }

    private static List<?> list(ArmCall call) {
        return AsciiCase.equal(call.id().type(), TYPE) ? find(call) : List.of();
    }

    private static List<?> find(ArmCall call) {
        throw ArmErrors.resourceNotFound(call.id());
    }
}
