package io.mltwin.resourceprovider;

import com.fasterxml.jackson.databind.ObjectMapper;

/** What operations on resources are run with. */
record ChangeContext(ObjectMapper json, Transactions transactions, ResourceClaims claims) {}
