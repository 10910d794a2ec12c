package io.mltwin.resourceprovider;

import com.fasterxml.jackson.databind.ObjectMapper;

/** The objects with which operations on resources run. */
record ChangeContext(ObjectMapper json, Transactions transactions, ResourceClaims claims) {}
