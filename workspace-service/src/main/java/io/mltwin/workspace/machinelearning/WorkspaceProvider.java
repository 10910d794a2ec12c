package io.mltwin.workspace.machinelearning;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.ArmAnswer;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmProvider;
import io.mltwin.armweb.AsciiCase;
import io.mltwin.armweb.AzureFault;
import io.mltwin.workspace.machinelearning.encryption.EncryptionChecks;
import io.mltwin.workspace.machinelearning.surroundings.Skus;
import jakarta.inject.Singleton;
import java.util.List;

/** Microsoft.MachineLearningServices/workspaces. */
@Singleton
class WorkspaceProvider implements ArmProvider {

    private static final String LONG_RUNNING_PATCH_SINCE = "2022-10-01";

    private final WorkspaceService service;
    private final GivenResources givenResources;
    private final EncryptionChecks encryptionChecks;
    private final WorkspaceKeys keys;
    private final ObjectMapper json;

    WorkspaceProvider(
            WorkspaceService service,
            GivenResources givenResources,
            EncryptionChecks encryptionChecks,
            WorkspaceKeys keys,
            ObjectMapper json) {
        this.service = service;
        this.givenResources = givenResources;
        this.encryptionChecks = encryptionChecks;
        this.keys = keys;
        this.json = json;
    }

    @Override
    public List<String> types() {
        return List.of(WorkspaceRules.TYPE);
    }

    @Override
    public ArmAnswer handle(ArmCall call) {
        if (call.isPost("listKeys") && AsciiCase.equal(call.id().type(), WorkspaceRules.TYPE)) {
            return ArmAnswer.ok(json.valueToTree(keys.list(call.id())));
        }
        if (call.isPost("listStorageAccountKeys")
                && AsciiCase.equal(call.id().type(), WorkspaceRules.TYPE)) {
            return ArmAnswer.ok(json.valueToTree(keys.storage(call.id())));
        }
        if (Skus.isAsked(call)) {
            return ArmAnswer.ok(json.valueToTree(Skus.all()));
        }
        if (!AsciiCase.equal(call.target().type(), WorkspaceRules.TYPE)) {
            throw AzureFault.notBuilt(call.method() + " of " + call.target().type());
        }
        if (call.isList()) {
            return ArmAnswer.ok(json.valueToTree(new WorkspaceBody.Page(service.list(call.id()))));
        }
        return switch (call.method()) {
            case "GET", "HEAD" -> ArmAnswer.ok(json.valueToTree(service.get(call.id())));
            case "PUT" -> put(call);
            case "PATCH" -> patch(call);
            case "DELETE" -> delete(call);
            default -> throw ArmErrors.methodNotAllowed(call);
        };
    }

    private ArmAnswer put(ArmCall call) {
        WorkspaceBody body = read(call);
        String region = WorkspaceRules.checkPut(call.id(), body);
        WorkspaceBody.Properties given = WorkspaceRules.properties(body);
        if (!service.exists(call.id())) {
            givenResources.check(call, region, given);
        }
        if (given.encryption() != null
                && given.encryption().isEnabled()
                && service.isToBeMade(call.id())) {
            encryptionChecks.check(call, region, given.encryption());
        }
        WorkspaceService.Written written = service.put(call, body);
        return written.operationId() == null
                ? ArmAnswer.ok(json.valueToTree(written.workspace()))
                : ArmAnswer.accepted(
                        202, json.valueToTree(written.workspace()), written.operationId());
    }

    /** Before api 2022-10-01 a PATCH is answered 200 alone, whatever still goes on. */
    private ArmAnswer patch(ArmCall call) {
        WorkspaceService.Written written = service.patch(call, read(call));
        return written.operationId() == null
                        || call.apiVersion().compareTo(LONG_RUNNING_PATCH_SINCE) < 0
                ? ArmAnswer.ok(json.valueToTree(written.workspace()))
                : ArmAnswer.accepted(
                        202, json.valueToTree(written.workspace()), written.operationId());
    }

    private ArmAnswer delete(ArmCall call) {
        String operationId = service.delete(call);
        return operationId == null
                ? ArmAnswer.noContent()
                : ArmAnswer.accepted(202, null, operationId);
    }

    private WorkspaceBody read(ArmCall call) {
        return call.body(json, WorkspaceBody.class, "workspace");
    }
}
