package io.mltwin.scoring.registries;

import com.fasterxml.jackson.databind.JsonNode;
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
 * Microsoft.ContainerRegistry behind Azure Resource Manager (api 2019-05-01 and later): registries,
 * their admin credentials and usages.
 *
 * <p>Deviation: replications, webhooks, tasks, tokens and scope maps answer 501.
 */
@Singleton
public class RegistryProvider implements ArmProvider {

    private static final String USAGES = RegistryMapper.TYPE + "/listUsages";

    private final RegistryService registries;
    private final RegistryUsages usages;
    private final ObjectMapper json;

    public RegistryProvider(RegistryService registries, RegistryUsages usages, ObjectMapper json) {
        this.registries = registries;
        this.usages = usages;
        this.json = json;
    }

    @Override
    public List<String> types() {
        return List.of("Microsoft.ContainerRegistry");
    }

    @Override
    public ArmAnswer handle(ArmCall call) {
        String type = call.target().type();
        if (call.isPost("checkNameAvailability")) {
            return ok(registries.availability(text(call.requiredBody(), "name")));
        }
        if (call.isPost("listCredentials")) {
            return ok(registries.credentials(call.id()));
        }
        if (call.isPost("regenerateCredential")) {
            return ok(registries.regenerate(call.id(), text(call.requiredBody(), "name")));
        }
        if (call.isList() && AsciiCase.equal(type, USAGES)) {
            return ok(usages.of(call.id()));
        }
        if (!AsciiCase.equal(type, RegistryMapper.TYPE)) {
            throw AzureFault.notBuilt("The resource type '" + type + "'");
        }
        return ofRegistry(call);
    }

    private ArmAnswer ofRegistry(ArmCall call) {
        if (call.isList()) {
            return ok(new RegistryBody.Page(registries.list(call.id())));
        }
        if (call.isGet()) {
            return ok(registries.get(call.id()));
        }
        if (call.isPut()) {
            RegistryService.Stored stored =
                    registries.put(
                            call.id(), RegistrySettings.read(call.requiredBody()), call.caller());
            return stored.created()
                    ? ArmAnswer.created(json.valueToTree(stored.body()))
                    : ok(stored.body());
        }
        if (call.isPatch()) {
            return ok(
                    registries.patch(
                            call.id(), RegistrySettings.read(call.requiredBody()), call.caller()));
        }
        if (call.isDelete()) {
            return registries.delete(call.id()) ? ArmAnswer.ok(null) : ArmAnswer.noContent();
        }
        throw ArmErrors.methodNotAllowed(call);
    }

    private ArmAnswer ok(Object body) {
        return ArmAnswer.ok(json.valueToTree(body));
    }

    private static String text(JsonNode body, String member) {
        if (!body.path(member).isTextual()) {
            throw ArmErrors.invalidRequestContent(
                    "The member '" + member + "' is required and must be a string.");
        }
        return body.path(member).asText();
    }
}
