/**
 * Workspaces whose data is under a customer's key: their life, rotation, and a key that is
 * disabled. Uses {@code clients} and {@code fixtures}. Start reading at {@code CustomerKeysTest}.
 */
package io.mltwin.e2e.customerkeys;
