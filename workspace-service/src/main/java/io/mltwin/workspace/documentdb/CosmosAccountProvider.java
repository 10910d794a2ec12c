package io.mltwin.workspace.documentdb;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.ArmAnswer;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmProvider;
import io.mltwin.armweb.AsciiCase;
import io.mltwin.armweb.AzureFault;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Microsoft.DocumentDB/databaseAccounts behind Azure Resource Manager (API 2021-04-15): PUT, GET,
 * list, DELETE, {@code listKeys}. Databases, containers and whatever else an account has answer
 * 501.
 *
 * <p>Deviation: the endpoint of a Cosmos DB account is named and answers nothing: a workspace's run
 * history is kept by compute-service.
 */
@Singleton
class CosmosAccountProvider implements ArmProvider {

    private final CosmosAccountService service;
    private final ObjectMapper json;

    CosmosAccountProvider(CosmosAccountService service, ObjectMapper json) {
        this.service = service;
        this.json = json;
    }

    @Override
    public List<String> types() {
        return List.of(CosmosAccountRules.TYPE);
    }

    @Override
    public ArmAnswer handle(ArmCall call) {
        if (call.isPost("listKeys") && AsciiCase.equal(call.id().type(), CosmosAccountRules.TYPE)) {
            return ArmAnswer.ok(json.valueToTree(service.keys(call.id())));
        }
        if (!AsciiCase.equal(call.target().type(), CosmosAccountRules.TYPE)) {
            throw AzureFault.notBuilt(call.method() + " of " + call.target().type());
        }
        if (call.isList()) {
            return ArmAnswer.ok(json.valueToTree(service.list(call.id())));
        }
        return switch (call.method()) {
            case "GET", "HEAD" -> ArmAnswer.ok(json.valueToTree(service.get(call.id())));
            case "PUT" -> ArmAnswer.ok(json.valueToTree(service.put(call, read(call))));
            case "DELETE" -> delete(call);
            default -> throw AzureFault.notBuilt(call.method() + " of " + call.target().type());
        };
    }

    private ArmAnswer delete(ArmCall call) {
        service.delete(call.id());
        return ArmAnswer.noContent();
    }

    private CosmosAccountBody read(ArmCall call) {
        try {
            return json.treeToValue(call.requiredBody(), CosmosAccountBody.class);
        } catch (JsonProcessingException e) {
            throw ArmErrors.invalidRequestContent(
                    "The account cannot be read: " + e.getOriginalMessage());
        }
    }
}
