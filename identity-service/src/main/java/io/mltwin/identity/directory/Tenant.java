package io.mltwin.identity.directory;

import java.util.List;

/** A tenant with its verified domains. */
public record Tenant(String tenantId, String displayName, List<String> domains) {}
