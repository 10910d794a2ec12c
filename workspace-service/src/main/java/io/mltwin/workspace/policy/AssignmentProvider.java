package io.mltwin.workspace.policy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.ArmAnswer;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmProvider;
import io.mltwin.armweb.AsciiCase;
import io.mltwin.armweb.AzureFault;
import io.mltwin.workspace.index.FilterTerms;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Microsoft.Authorization/policyAssignments, of a subscription or what lies in one. */
@Singleton
class AssignmentProvider implements ArmProvider {

    private static final Set<String> FILTERS = Set.of("policydefinitionid");

    private final AssignmentService service;
    private final ObjectMapper json;

    AssignmentProvider(AssignmentService service, ObjectMapper json) {
        this.service = service;
        this.json = json;
    }

    @Override
    public List<String> types() {
        return List.of(AssignmentBody.TYPE);
    }

    @Override
    public ArmAnswer handle(ArmCall call) {
        boolean listOfRoot = call.isList() && call.id().isRoot();
        if (call.id().subscriptionId() == null && !listOfRoot) {
            throw ArmErrors.missingSubscription();
        }
        if (call.isList()) {
            return ArmAnswer.ok(json.valueToTree(list(call)));
        }
        if (call.isGet()) {
            return ArmAnswer.ok(json.valueToTree(PolicyMapper.body(service.get(call.id()))));
        }
        if (call.isPut()) {
            return ArmAnswer.created(
                    json.valueToTree(PolicyMapper.body(service.put(call, read(call)))));
        }
        if (call.isDelete()) {
            PolicyAssignment deleted = service.delete(call.id());
            return deleted == null
                    ? ArmAnswer.noContent()
                    : new ArmAnswer(
                            200, json.valueToTree(PolicyMapper.body(deleted)), null, Map.of());
        }
        throw call.isPatch()
                ? AzureFault.notBuilt("PATCH of policy assignments")
                : ArmErrors.methodNotAllowed(call);
    }

    /** At, above and below the scope unless a filter says otherwise, as Azure lists them. */
    private AssignmentBody.Page list(ArmCall call) {
        String filter = call.query().getOrDefault("$filter", "").strip();
        List<PolicyAssignment> found;
        if (AsciiCase.equal(filter, "atScope()")) {
            found = service.above(call.id());
        } else if (AsciiCase.equal(filter, "atExactScope()")) {
            found =
                    service.above(call.id()).stream()
                            .filter(assignment -> assignment.scope().equals(call.id()))
                            .toList();
        } else {
            String definition = FilterTerms.parse(filter, FILTERS).get("policydefinitionid");
            found =
                    service.around(call.id(), call.caller().tenantId()).stream()
                            .filter(
                                    assignment ->
                                            definition == null
                                                    || AsciiCase.equal(
                                                            definition,
                                                            assignment
                                                                    .properties()
                                                                    .policyDefinitionId()))
                            .toList();
        }
        return new AssignmentBody.Page(found.stream().map(PolicyMapper::body).toList());
    }

    private AssignmentBody read(ArmCall call) {
        return call.body(json, AssignmentBody.class, "policy assignment");
    }
}
