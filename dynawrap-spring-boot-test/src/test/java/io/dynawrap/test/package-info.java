/** Tests of the embedded servers inside real applications. */
package io.dynawrap.test;
