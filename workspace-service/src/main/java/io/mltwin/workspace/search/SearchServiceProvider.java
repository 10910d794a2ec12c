package io.mltwin.workspace.search;

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
 * Microsoft.Search/searchServices behind Azure Resource Manager (API 2020-08-01): PUT, GET, list,
 * DELETE, {@code listAdminKeys}. Query keys, indexes and whatever else a service has answer 501.
 *
 * <p>Deviation: search services have no data plane.
 */
@Singleton
class SearchServiceProvider implements ArmProvider {

    private final SearchServices services;
    private final ObjectMapper json;

    SearchServiceProvider(SearchServices services, ObjectMapper json) {
        this.services = services;
        this.json = json;
    }

    @Override
    public List<String> types() {
        return List.of(SearchServiceRules.TYPE);
    }

    @Override
    public ArmAnswer handle(ArmCall call) {
        if (call.isPost("listAdminKeys")
                && AsciiCase.equal(call.id().type(), SearchServiceRules.TYPE)) {
            return ArmAnswer.ok(json.valueToTree(services.keys(call.id())));
        }
        if (!AsciiCase.equal(call.target().type(), SearchServiceRules.TYPE)) {
            throw AzureFault.notBuilt(call.method() + " of " + call.target().type());
        }
        if (call.isList()) {
            return ArmAnswer.ok(json.valueToTree(services.list(call.id())));
        }
        return switch (call.method()) {
            case "GET", "HEAD" -> ArmAnswer.ok(json.valueToTree(services.get(call.id())));
            case "PUT" -> put(call);
            case "DELETE" ->
                    services.delete(call.id()) ? ArmAnswer.ok(null) : ArmAnswer.noContent();
            default -> throw AzureFault.notBuilt(call.method() + " of " + call.target().type());
        };
    }

    private ArmAnswer put(ArmCall call) {
        SearchServices.Written written = services.put(call.id(), read(call));
        return written.created()
                ? ArmAnswer.created(json.valueToTree(written.service()))
                : ArmAnswer.ok(json.valueToTree(written.service()));
    }

    private SearchServiceBody read(ArmCall call) {
        try {
            return json.treeToValue(call.requiredBody(), SearchServiceBody.class);
        } catch (JsonProcessingException e) {
            throw ArmErrors.invalidRequestContent(
                    "The search service cannot be read: " + e.getOriginalMessage());
        }
    }
}
