package io.mltwin.compute.orchestration;

import java.util.Map;

/** What the body of every job says of its run. */
public interface JobDescription {

    String experimentName();

    String displayName();

    String description();

    Map<String, String> tags();

    Map<String, String> properties();
}
