package io.mltwin.compute.encryption;

import static io.mltwin.armweb.ArmErrors.invalidRequestContentIf;

import io.mltwin.encoding.AsciiCase;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The support tickets by which a subscription that had a cluster before gets encrypted scratch
 * disks; the administrator, as Azure's support, approves them.
 */
@Path("/_mltwin/scratch-tickets")
public class ScratchTicketResource {

    private static final Pattern GUID = AsciiCase.pattern("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final ScratchDisks disks;

    ScratchTicketResource(ScratchDisks disks) {
        this.disks = disks;
    }

    /** The subscription that a ticket is for. */
    public record TicketBody(String subscriptionId) {}

    /** Returns the subscriptions that have or had a cluster, or a ticket. */
    @GET
    public List<ScratchDisks.SubscriptionBody> list() {
        return disks.list();
    }

    /** Approves the ticket of a subscription. */
    @POST
    public ScratchDisks.SubscriptionBody approve(TicketBody ticket) {
        return disks.approveTicket(subscriptionId(ticket));
    }

    private static String subscriptionId(TicketBody ticket) {
        invalidRequestContentIf(
                ticket == null
                        || ticket.subscriptionId() == null
                        || !GUID.matcher(ticket.subscriptionId()).matches(),
                "Give subscriptionId, the id of a subscription.");
        return ticket.subscriptionId();
    }
}
