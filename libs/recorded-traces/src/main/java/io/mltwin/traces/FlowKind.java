package io.mltwin.traces;

import io.mltwin.encoding.AsciiCase;
import java.util.regex.Pattern;

/** The flows of which the document has a picture, each with the call that marks it. */
public enum FlowKind {
    /** A client asks Azure Active Directory for a token. */
    AUTHENTICATION("POST", "/[^/]+/oauth2/(v2\\.0/)?token"),
    /** A client makes a workspace. */
    WORKSPACE(
            "PUT",
            "/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft\\.MachineLearningServices/workspaces/[^/]+"),
    /** A client stores a snapshot of source code. */
    SNAPSHOT("POST", "/content/.*"),
    /** A client submits a run, which logs metrics. */
    TRAINING("POST", "/execution/.*"),
    /** A client calls a web service. */
    INFERENCING("POST", "/.*");

    private static final char SUCCESS = '2';
    private static final String OF_THE_PLATFORM = "api://mltwin";

    private final String method;
    private final Pattern path;

    FlowKind(String method, String path) {
        this.method = method;
        this.path = AsciiCase.pattern(path);
    }

    /** Returns the kind of flow that a successful call marks, null for none. */
    public static FlowKind of(RecordedSpan span) {
        if (!span.is("SERVER") || span.status().isEmpty() || span.status().charAt(0) != SUCCESS) {
            return null;
        }
        for (FlowKind kind : values()) {
            if (kind.isMarkedBy(span)) {
                return kind;
            }
        }
        return null;
    }

    private boolean isMarkedBy(RecordedSpan span) {
        return method.equals(span.method())
                && path.matcher(span.path()).matches()
                && switch (this) {
                    // services ask for tokens for each other all the time
                    case AUTHENTICATION ->
                        span.service().equals("identity") && !span.verdict().contains(OF_THE_PLATFORM);
                    case WORKSPACE -> span.tokenKind().equals("AAD");
                    case SNAPSHOT, TRAINING -> span.service().equals("compute");
                    case INFERENCING ->
                        Participants.of(span).equals(Participants.WEB_SERVICE)
                                && !span.path().endsWith("/token");
                };
    }
}
