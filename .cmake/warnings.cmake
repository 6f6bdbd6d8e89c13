# The strict set: everything gcc 12 and clang 14 can say about C17 that is worth hearing.
target_compile_options(timesheet_options INTERFACE
	-Wall -Wextra -Wpedantic -Wshadow -Wformat=2 -Werror=format-security -Wconversion -Wsign-conversion
	-Wimplicit-fallthrough -Wvla -Wnull-dereference -Wdouble-promotion -Wstrict-prototypes -Wmissing-prototypes
	-Wcast-qual -Wwrite-strings -Wundef -Walloca
	-Werror=implicit-function-declaration -Werror=incompatible-pointer-types)
if(CMAKE_C_COMPILER_ID STREQUAL "GNU")
	target_compile_options(timesheet_options INTERFACE
		-Wtrampolines -Wbidi-chars=any -Wduplicated-cond -Wlogical-op -Wformat-overflow=2 -Wformat-truncation=1
		-Wstringop-overflow=4 -Warray-bounds=2 -Wstack-usage=65536)
elseif(CMAKE_C_COMPILER_ID MATCHES "Clang")
	target_compile_options(timesheet_options INTERFACE
		-Wcomma -Wshorten-64-to-32 -Wunreachable-code-aggressive -Wsometimes-uninitialized)
endif()
if(TIMESHEET_WERROR)
	target_compile_options(timesheet_options INTERFACE -Werror)
endif()
