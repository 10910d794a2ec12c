package io.mltwin.compute.batchpools;

import io.mltwin.compute.computetargets.ComputeTarget;
import io.mltwin.encoding.AsciiCase;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The id of a cluster's pool, {@code {workspaceId}_{cluster}}, which names one cluster alone. */
record BatchPoolId(String workspaceId, String cluster) {

    private static final Pattern FORM = Pattern.compile("([0-9a-f-]{36})_([a-z][a-z0-9-]{1,31})");

    /** Reads an id, in any case of letters; empty for any other text. */
    static Optional<BatchPoolId> parse(String text) {
        Matcher form = FORM.matcher(AsciiCase.lower(text));
        return form.matches() ? Optional.of(new BatchPoolId(form.group(1), form.group(2))) : Optional.empty();
    }

    static BatchPoolId of(ComputeTarget cluster) {
        return new BatchPoolId(AsciiCase.lower(cluster.workspaceId()), AsciiCase.lower(cluster.name()));
    }

    @Override
    public String toString() {
        return workspaceId + "_" + cluster;
    }
}
