/** The tests of the story service, and its start in development. */
package io.dynawrap.sample;
