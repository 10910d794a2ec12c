package io.mltwin.compute.quotas;

import static io.mltwin.armweb.ArmErrors.invalidRequestContent;

import io.mltwin.compute.computetargets.ComputeTarget;
import io.mltwin.compute.quotas.CoreQuotas.QuotaBody;
import io.mltwin.encoding.AsciiCase;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Quotas of vCPUs as Azure's support sets them: by the administrator, on this path alone. {@code
 * locations/quotas} and {@code usages} show them to the customer.
 */
@Path("/_mltwin/core-quotas")
public class CoreQuotaResource {

    private static final Pattern GUID = AsciiCase.pattern("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern REGION = AsciiCase.pattern("[a-z][a-z0-9 ]{1,60}");

    private final CoreQuotas quotas;
    private final VirtualMachineSizes sizes;

    CoreQuotaResource(CoreQuotas quotas, VirtualMachineSizes sizes) {
        this.quotas = quotas;
        this.sizes = sizes;
    }

    /** A limit; {@code family} is left out for LowPriority, and a limit of -1 removes it. */
    public record LimitBody(String subscriptionId, String location, String vmPriority, String family, Integer limit) {}

    @GET
    public List<QuotaBody> list() {
        return quotas.list();
    }

    @POST
    public List<QuotaBody> set(LimitBody body) {
        quotas.set(read(body));
        return quotas.list();
    }

    private QuotaBody read(LimitBody body) {
        if (body == null || !matches(GUID, body.subscriptionId())) {
            throw invalid("subscriptionId must be the id of a subscription.");
        }
        if (!matches(REGION, body.location())) {
            throw invalid("location must be a region such as eastus.");
        }
        if (body.limit() == null || body.limit() < -1) {
            throw invalid("limit must be a number of vCPUs, or -1 for none.");
        }
        if (ComputeTarget.LOW_PRIORITY.equals(body.vmPriority())) {
            if (body.family() != null) {
                throw invalid("family must be left out: low priority has one quota for all.");
            }
        } else if (!ComputeTarget.DEDICATED.equals(body.vmPriority())) {
            throw invalid("vmPriority must be Dedicated or LowPriority.");
        } else if (!sizes.families().contains(body.family())) {
            throw invalid("family must be one of " + sizes.families() + ".");
        }
        return new QuotaBody(body.subscriptionId(), body.location(), body.vmPriority(), body.family(), body.limit());
    }

    private static boolean matches(Pattern pattern, String text) {
        return text != null && pattern.matcher(text).matches();
    }

    private static RuntimeException invalid(String why) {
        return invalidRequestContent(why);
    }
}
