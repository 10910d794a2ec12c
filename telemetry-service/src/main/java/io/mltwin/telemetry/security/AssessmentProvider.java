package io.mltwin.telemetry.security;

import io.mltwin.armweb.ArmCall;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.resourceprovider.ResourceProvider;
import io.mltwin.resourceprovider.ResourceType;
import io.mltwin.resourceprovider.ResourceType.Verb;
import io.mltwin.telemetry.security.AssessmentBody.Sub;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * {@code Microsoft.Security/assessments} of any scope, and the findings below them.
 *
 * <p>Deviation: only images in container registries are assessed; the plan of clusters
 * (KubernetesService) is kept, and nothing is scanned for it.
 */
@Singleton
record AssessmentProvider(AssessmentService assessments) implements ResourceProvider {

    private static final String SUB_ASSESSMENTS = "Microsoft.Security/subAssessments";

    @Override
    public List<ResourceType> types() {
        return List.of(
                ResourceType.named(AssessmentBody.TYPE)
                        .get(call -> assessments.get(call.id()))
                        .list(call -> assessments.list(call.id()))
                        .notBuilt(Verb.values())
                        .build(),
                ResourceType.named(Sub.TYPE)
                        .get(call -> assessments.getSub(call.id()))
                        .list(this::listSubs)
                        .notBuilt(Verb.values())
                        .build(),
                ResourceType.named(SUB_ASSESSMENTS)
                        .list(this::listSubs)
                        .notBuilt(Verb.values())
                        .build());
    }

    /** Lists the findings of an assessment, or of the scope itself. */
    private List<Sub> listSubs(ArmCall call) {
        return AsciiCase.equal(call.id().type(), AssessmentBody.TYPE)
                ? assessments.listSubsOf(call.id())
                : assessments.listSubs(call.id());
    }
}
