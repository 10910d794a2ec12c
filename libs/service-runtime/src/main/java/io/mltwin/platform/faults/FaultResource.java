package io.mltwin.platform.faults;

import static io.mltwin.armweb.AzureException.badRequestIf;
import static io.mltwin.armweb.AzureException.notFound;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.List;

/** The administrator orders faults of this service, looks at them and ends them. */
@Path("/_mltwin/faults")
public class FaultResource {

    private final FaultTable table;

    public FaultResource(FaultTable table) {
        this.table = table;
    }

    /** A fault and how many requests it has hit. */
    public record FaultBody(String id, int hits, FaultRule rule) {

        static FaultBody of(Fault fault) {
            return new FaultBody(fault.id(), fault.hits(), fault.rule());
        }
    }

    @GET
    public List<FaultBody> list() {
        return table.all().stream().map(FaultBody::of).toList();
    }

    @POST
    public FaultBody add(JsonNode body) {
        badRequestIf(
                body == null || !body.isObject(),
                "InvalidFault",
                "Give a rule such as {\"status\": 503, \"times\": 2}.");
        return FaultBody.of(table.add(FaultRule.read(body)));
    }

    /** Ends all faults, or those of a tenant, and returns them. */
    @DELETE
    public List<FaultBody> clear(@QueryParam("tenant") String tenant) {
        return table.remove(null, tenant).stream().map(FaultBody::of).toList();
    }

    @DELETE
    @Path("{id}")
    public FaultBody clearOne(@PathParam("id") String id) {
        return table.remove(id, null).stream()
                .findFirst()
                .map(FaultBody::of)
                .orElseThrow(() -> notFound("FaultNotFound", "There is no fault '%s'.", id));
    }
}
