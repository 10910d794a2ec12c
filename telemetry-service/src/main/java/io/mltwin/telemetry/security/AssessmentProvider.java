package io.mltwin.telemetry.security;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.ArmAnswer;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmProvider;
import io.mltwin.armweb.AsciiCase;
import io.mltwin.armweb.AzureFault;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * {@code Microsoft.Security/assessments} of any scope.
 *
 * <p>Deviation: nothing scans images, clusters or settings yet, so there is no assessment: lists
 * are empty, and one asked for by its key is 404.
 */
@Singleton
class AssessmentProvider implements ArmProvider {

    private static final String TYPE = "Microsoft.Security/assessments";
    private static final List<String> TYPES =
            List.of(TYPE, TYPE + "/subAssessments", "Microsoft.Security/subAssessments");

    @Override
    public List<String> types() {
        return List.of(TYPE, "Microsoft.Security/subAssessments");
    }

    @Override
    public ArmAnswer handle(ArmCall call) {
        boolean known = TYPES.stream().anyMatch(AsciiCase.equalTo(call.target().type()));
        boolean ofAssessment = AsciiCase.equal(call.id().type(), TYPE);
        if (known && call.isList() && !ofAssessment) {
            ObjectNode page = JsonNodeFactory.instance.objectNode();
            page.putArray("value");
            return ArmAnswer.ok(page);
        }
        if (known && (call.isGet() || call.isList())) {
            throw ArmErrors.resourceNotFound(call.id());
        }
        throw AzureFault.notBuilt(call.method() + " of " + call.target().type());
    }
}
