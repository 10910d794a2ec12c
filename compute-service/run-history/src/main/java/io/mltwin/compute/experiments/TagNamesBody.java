package io.mltwin.compute.experiments;

import java.util.List;

/** {@code DeleteTagsCommand}. */
public record TagNamesBody(List<String> tags) {}
