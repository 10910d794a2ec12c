package io.mltwin.workspace.arm;

import io.mltwin.armweb.ArmAnswer;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.AzureException;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.resourceprovider.ListPage;
import java.util.Set;

/** Cuts lists of groups and resources into pages of at most a thousand items. */
final class ListPages {

    private static final Set<String> PAGED = Set.of(
            "microsoft.resources/subscriptions/resourcegroups",
            "microsoft.resources/subscriptions/resources",
            "microsoft.resources/subscriptions/resourcegroups/resources");
    private static final int LARGEST = 1000;

    private ListPages() {}

    private static boolean isPaged(ArmCall call) {
        return call.isList() && PAGED.contains(AsciiCase.lower(call.target().type()));
    }

    /**
     * Refuses what is no page of such a list.
     *
     * @throws AzureException 400
     */
    static void check(ArmCall call) {
        if (isPaged(call)) {
            ListPage.read(call, LARGEST);
        }
    }

    /** Returns the page that the call asks for, of all the items that its caller may see. */
    static ArmAnswer cut(ArmCall call, String rawPath, ArmAnswer answer) {
        if (!isPaged(call) || !answer.body().path("value").isArray()) {
            return answer;
        }
        return new ArmAnswer(
                answer.status(),
                ListPage.read(call, LARGEST).cut(answer.body(), rawPath),
                answer.operationId(),
                answer.headers());
    }
}
