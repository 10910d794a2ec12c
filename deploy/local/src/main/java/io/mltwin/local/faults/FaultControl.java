package io.mltwin.local.faults;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.encoding.UriEncoding;
import io.mltwin.local.client.PlatformClient;
import io.mltwin.local.client.PlatformClient.Call;
import io.mltwin.local.client.PlatformClient.Reply;
import io.mltwin.local.client.Tokens;
import io.mltwin.local.layout.PlatformService;
import io.mltwin.local.layout.PlatformSettings;
import io.mltwin.local.layout.RefusalException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Orders faults of the services, looks at them and ends them. */
public record FaultControl(PlatformClient client, PlatformSettings settings, Tokens tokens) {

    private static final String PATH = "/_mltwin/faults";

    /**
     * Adds a fault.
     *
     * @param rule without what does not restrict it
     * @return the fault as the service has it, with its id
     * @throws RefusalException with all that is wrong with the rule
     */
    public JsonNode add(PlatformService service, Map<String, Object> rule) throws IOException {
        return send(service, call(service, "POST", PATH).json(rule));
    }

    /** Returns the faults of all services. */
    public List<JsonNode> list() throws IOException {
        return everywhere("GET", PATH);
    }

    /**
     * Ends all faults of all services, or those of a tenant.
     *
     * @param tenant null for all
     * @return the ended ones
     */
    public List<JsonNode> clear(String tenant) throws IOException {
        return everywhere("DELETE", tenant == null ? PATH : PATH + "?tenant=" + UriEncoding.encodeQueryValue(tenant));
    }

    /**
     * Ends the fault of an id, which begins with its service.
     *
     * @throws RefusalException when there is none
     */
    public JsonNode clearOne(String id) throws IOException {
        PlatformService service = PlatformService.of(id.split("-", 2)[0]);
        return send(service, call(service, "DELETE", PATH + "/" + UriEncoding.encodeQueryValue(id)));
    }

    private List<JsonNode> everywhere(String method, String path) throws IOException {
        List<JsonNode> all = new ArrayList<>();
        for (PlatformService service : PlatformService.values()) {
            send(service, call(service, method, path)).forEach(all::add);
        }
        return all;
    }

    private Call call(PlatformService service, String method, String path) throws IOException {
        return Call.of(method, settings.ports().of(service), path).as(tokens.administrator());
    }

    private JsonNode send(PlatformService service, Call call) throws IOException {
        Reply reply;
        try {
            reply = client.send(call);
        } catch (IOException away) {
            throw new RefusalException(
                    service.key() + " does not answer: './mltwin status' shows when it is ready.", away);
        }
        if (!reply.succeeded()) {
            throw new RefusalException(reply.body()
                    .at("/error/message")
                    .asText(service.key() + " answered " + reply.status() + " " + reply.body()));
        }
        return reply.body();
    }
}
