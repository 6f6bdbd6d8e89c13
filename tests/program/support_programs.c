/* Where the programs under test are: known here alone, so that all else is compiled the same wherever the tree stands.
 */
#include "support.h"

const char test_program[] = TEST_PROGRAM;
const char test_program_memory[] = TEST_PROGRAM_MEMORY;
