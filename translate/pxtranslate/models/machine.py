"""What this machine has. Knows nothing of what it is needed for."""

import os
import sys
from pathlib import Path


def has_bf16() -> bool:
    """Whether this CPU multiplies bfloat16 in hardware; emulated, it is slower than float32 by far.

    Linux says so in /proc/cpuinfo; elsewhere the answer is no, which only costs time.
    """
    info = Path("/proc/cpuinfo")
    if not info.is_file():
        return False
    flags = set(info.read_text(encoding="utf-8", errors="replace").split())
    return bool(flags & {"avx512_bf16", "amx_bf16"})


def gpus_mib() -> tuple[int, ...]:
    """The memory of each CUDA GPU, in MiB. torch, which takes seconds to load, only where one is."""
    import ctranslate2

    if not ctranslate2.get_cuda_device_count():
        return ()
    import torch

    return tuple(
        torch.cuda.get_device_properties(n).total_memory >> 20
        for n in range(torch.cuda.device_count())
    )


def total_memory_mib() -> int:
    """Memory this process may use, in MiB: the machine's, or its container's if that is less."""
    if sys.platform == "win32":  # no sysconf there; psutil comes with transformers[torch]
        import psutil

        return int(psutil.virtual_memory().total) >> 20
    total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    limit = Path("/sys/fs/cgroup/memory.max")
    if limit.is_file() and (text := limit.read_text().strip()).isdigit():
        total = min(total, int(text))
    return total >> 20
