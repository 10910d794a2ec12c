package io.mltwin.workspace.storage;

import static io.mltwin.workspace.storage.accounts.StorageErrors.invalidValueIf;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.mltwin.encoding.AsciiCase;
import java.util.List;
import java.util.regex.Pattern;

/** The body of setLegalHold and clearLegalHold of a container. */
@JsonIgnoreProperties(ignoreUnknown = true)
record LegalHoldRequest(List<String> tags, Boolean allowProtectedAppendWritesAll) {

    private static final Pattern TAG = Pattern.compile("[a-z0-9]{3,23}");

    LegalHoldRequest {
        tags = tags == null
                ? List.of()
                : tags.stream().map(tag -> AsciiCase.lower(String.valueOf(tag))).toList();
    }

    /**
     * Validates the tags.
     *
     * @throws io.mltwin.armweb.AzureException 400
     */
    void validate() {
        invalidValueIf(
                !tags.stream().allMatch(tag -> TAG.matcher(tag).matches()),
                "tags",
                "A tag has 3 to 23 alphanumeric characters.");
        invalidValueIf(tags.isEmpty(), "tags", "Give at least one tag.");
    }
}
