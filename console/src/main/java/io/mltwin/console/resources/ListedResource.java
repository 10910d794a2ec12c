package io.mltwin.console.resources;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/** A resource or a group in a list of Azure Resource Manager. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ListedResource(String id, String name, String type, String location) {}
