/**
 * Which tests a change of the sources can touch, and their run. Uses the checkout alone: git, the
 * poms, {@code e2e-tests/touched.txt}. Start reading at {@code CheckPlanner}.
 */
package io.mltwin.local.check;
