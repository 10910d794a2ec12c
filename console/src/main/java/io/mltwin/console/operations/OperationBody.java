package io.mltwin.console.operations;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/** The status of an operation ("Track asynchronous Azure operations"). */
@JsonIgnoreProperties(ignoreUnknown = true)
public record OperationBody(String status, String startTime, String endTime, Error error) {

    /** Why it failed. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Error(String code, String message, List<Error> details) {}

    public boolean isEnded() {
        return isSucceeded() || status.equals("Failed") || status.equals("Canceled");
    }

    public boolean isSucceeded() {
        return status.equals("Succeeded");
    }
}
