package io.mltwin.console.operations;

import static io.mltwin.armweb.AzureException.badRequestIf;
import static io.mltwin.encoding.Absence.orEmpty;

import io.mltwin.access.ServiceAnswer;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.console.azure.ODataText;
import io.mltwin.console.azure.ResourceManager;
import io.mltwin.encoding.UriEncoding;
import java.util.regex.Pattern;

/**
 * Names the page of a long-running operation.
 *
 * @param poll path and query of Azure's status of it
 * @param target what the operation changes
 * @param correlation the id that its calls have in the activity log; empty for none
 */
public record OperationAddress(String poll, ArmResourceId target, String correlation) {

    private static final Pattern STATUS = Pattern.compile("/subscriptions/[^/?]+/providers/[^/?]+/locations/[^/?]+/"
            + "(operationStatuses|workspaceOperationsStatus)/[^/?]+\\?[^#\\s]*");
    private static final Pattern CORRELATION = Pattern.compile("[A-Za-z0-9-]{0,64}");

    /**
     * Returns the address of the operation that an answer of Azure Resource Manager has begun; null
     * when it has begun none.
     */
    public static String of(ResourceManager arm, ServiceAnswer answer, ArmResourceId target) {
        String poll =
                arm.pathOf(answer.headers().firstValue("Azure-AsyncOperation").orElse(null));
        return poll == null
                ? null
                : new OperationAddress(
                                poll,
                                target,
                                answer.headers()
                                        .firstValue("x-ms-correlation-request-id")
                                        .orElse(""))
                        .address();
    }

    /**
     * Reads the query of such an address.
     *
     * @throws AzureException 400 when it is none of an operation
     */
    static OperationAddress read(String poll, String target, String correlation) {
        String id = orEmpty(correlation);
        badRequestIf(
                poll == null
                        || target == null
                        || !STATUS.matcher(poll).matches()
                        || !CORRELATION.matcher(id).matches(),
                "BadRequest",
                "The address names no operation of Azure Resource Manager.");
        return new OperationAddress(poll, ArmResourceId.parse(target), id);
    }

    String address() {
        return "/operation?poll="
                + UriEncoding.encodeQueryValue(poll)
                + "&target="
                + UriEncoding.encodeQueryValue(target.toString())
                + "&correlation="
                + UriEncoding.encodeQueryValue(correlation);
    }

    /** Returns path and query of the events of the operation in the activity log. */
    String events() {
        return UriEncoding.encodePath(ArmResourceId.subscription(target.subscriptionId())
                        + "/providers/Microsoft.Insights/eventtypes/management/values")
                + "?api-version=2015-04-01&$filter="
                + UriEncoding.encodeQueryValue(ODataText.equal("correlationId", correlation));
    }
}
