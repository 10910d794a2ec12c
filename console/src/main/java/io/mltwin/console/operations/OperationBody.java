package io.mltwin.console.operations;

import static io.mltwin.encoding.Absence.orEmpty;

import io.mltwin.armweb.AzureException.Detail;
import io.mltwin.console.page.ShownError;
import java.util.List;

/** The status of an operation ("Track asynchronous Azure operations"). */
public record OperationBody(String status, String startTime, String endTime, Error error) {

    /** Why it failed. */
    public record Error(String code, String message, List<Error> details) {

        ShownError shown() {
            List<Detail> more = details == null
                    ? List.of()
                    : details.stream()
                            .map(one -> new Detail(text(one.code), text(one.message), null))
                            .toList();
            return ShownError.ofOperation(text(code), text(message), more);
        }

        private static String text(String said) {
            return orEmpty(said);
        }
    }

    public boolean isEnded() {
        return isSucceeded() || status.equals("Failed") || status.equals("Canceled");
    }

    public boolean isSucceeded() {
        return status.equals("Succeeded");
    }
}
